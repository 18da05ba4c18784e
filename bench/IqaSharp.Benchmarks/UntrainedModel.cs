using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IqaSharp.Networks;
using IqaSharp.Weights;

namespace IqaSharp.Benchmarks;

/// <summary>A model file of any size with random weights: speed does not depend on what they are.</summary>
internal static class UntrainedModel
{
    private static readonly JsonSerializerOptions CardJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static void Write(string path, MusiqConfig config)
    {
        var random = new Random(1);
        var tensors = new Dictionary<string, Tensor>();
        foreach (var parameter in ParameterList.Of(net => Musiq.Score(net, net, net, net, config)))
        {
            var values = new float[parameter.Shape.Aggregate(1, (product, side) => product * side)];
            var bound = MathF.Sqrt(3f / Math.Max(1, values.Length / parameter.Shape[0]));
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = bound * ((2 * random.NextSingle()) - 1);
            }

            tensors[parameter.Path] = Tensor.Of(values, parameter.Shape);
        }

        var card = new ModelCard
        {
            Name = "benchmark",
            Architecture = "musiq",
            Configuration = (JsonObject)JsonSerializer.SerializeToNode(config, CardJson)!,
            Trained = false,
        };
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
    }
}

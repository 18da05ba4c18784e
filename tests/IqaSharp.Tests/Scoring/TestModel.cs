using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Networks;
using IqaSharp.Tests.Weights;
using IqaSharp.Weights;

namespace IqaSharp.Tests.Scoring;

/// <summary>Model files with the recipe's weights.</summary>
internal static class TestModel
{
    public static void Write(string path, MusiqConfig config) =>
        SafeTensors.Write(path, Tensors(config), new Dictionary<string, string> { [ModelCard.MetadataKey] = Card(config).ToJson() });

    public static Dictionary<string, Tensor> Tensors(MusiqConfig config) =>
        Parameters(config).ToDictionary(p => p.Path, p => Recipe.Tensor(p.Path, p.Shape));

    public static IReadOnlyList<ParameterSpec> Parameters(MusiqConfig config) => ParameterList.Of(net => Musiq.Score(net, net, net, net, config));

    public static ModelCard Card(MusiqConfig config) => new()
    {
        Name = "test",
        Architecture = "musiq",
        Configuration = (JsonObject)JsonSerializer.SerializeToNode(config, CardJson.Default.MusiqConfig)!,
        Trained = false,
    };
}

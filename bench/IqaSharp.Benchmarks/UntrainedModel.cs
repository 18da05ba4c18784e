using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Benchmarks;

/// <summary>Models with random weights: speed does not depend on what they are.</summary>
internal static class UntrainedModel
{
    /// <summary>The default model's settings, as in recipes/musiq-s.yaml.</summary>
    public static MusiqConfig MusiqS { get; } = new()
    {
        Backbone = "efficientnet-lite0",
        Semantics = MusiqSemantics.Pillow,
        Scales = [256],
        NativeSide = 1024,
        Taps = 3,
        Hidden = 192,
        MlpDim = 384,
        Heads = 6,
        Layers = 3,
        Bounded = true,
    };

    public static void Write(string path, NetworkConfig config)
    {
        var card = ModelCard.Of(Architecture.Of(config), config, "benchmark");
        var usual = Architecture.Of(config).WriteConfiguration((NetworkConfig)Activator.CreateInstance(config.GetType())!);
        foreach (var (name, _) in usual.Where(setting => JsonNode.DeepEquals(setting.Value, card.Configuration[setting.Key])))
        {
            card.Configuration.Remove(name); // another commit may not know a setting that is newer than it
        }

        SafeTensors.Write(path, Tensors(config.Parameters()), new Dictionary<string, string> { [ModelCard.MetadataKey] = (card with { Trained = false }).ToJson() });
    }

    /// <summary>Numbers of the size that keeps activations level; variances and gains are positive.</summary>
    public static Dictionary<string, Tensor> Tensors(IEnumerable<ParameterSpec> parameters)
    {
        var random = new Random(1);
        return parameters.ToDictionary(p => p.Path, p =>
        {
            var values = new float[p.Shape.Aggregate(1, (product, side) => product * side)];
            var bound = MathF.Sqrt(3f / Math.Max(1, values.Length / p.Shape[0]));
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = p.Init == Init.Ones ? 1 : bound * ((2 * random.NextSingle()) - 1) * (p.Shape.Length == 1 ? 0.1f : 1);
            }

            return Tensor.Of(values, p.Shape);
        });
    }
}

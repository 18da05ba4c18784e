using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Networks;
using IqaSharp.Tests.Weights;
using IqaSharp.Weights;

namespace IqaSharp.Tests.Scoring;

/// <summary>Model files with the recipe's weights.</summary>
internal static class TestModel
{
    /// <summary>A small IQT on the smallest backbone.</summary>
    public static IqtConfig TinyIqt { get; } = new() { Backbone = "efficientnet-lite0", Crop = 64, Layers = 1, Width = 16, Heads = 2, HeadWidth = 8, FeedForward = 32, HeadHidden = 16 };

    /// <summary>A small CKDN on the smallest backbone.</summary>
    public static CkdnConfig TinyCkdn { get; } = new() { Backbone = "efficientnet-lite0", Crop = 64, Hidden = 16 };

    public static void Write(string path, NetworkConfig config) =>
        SafeTensors.Write(path, Tensors(config), new Dictionary<string, string> { [ModelCard.MetadataKey] = Card(config).ToJson() });

    /// <summary>The recipe's tensors; a backbone's names count without their prefix.</summary>
    public static Dictionary<string, Tensor> Tensors(NetworkConfig config) => config.Parameters().ToDictionary(
        p => p.Path,
        p => Recipe.Tensor(p.Path.StartsWith("backbone.", StringComparison.Ordinal) ? p.Path["backbone.".Length..] : p.Path, p.Shape));

    public static ModelCard Card(NetworkConfig config) => new()
    {
        Name = "test",
        Architecture = config switch { MusiqConfig => Architectures.Musiq, IqtConfig => Architectures.Iqt, _ => Architectures.Ckdn },
        Configuration = (JsonObject)JsonSerializer.SerializeToNode(config, config.GetType(), CardJson.Default)!,
        Regime = config switch
        {
            MusiqConfig or CkdnConfig { Reference: CkdnReference.None } => Regime.NoReference,
            IqtConfig => Regime.FullReference,
            _ => Regime.DegradedReference,
        },
        Trained = false,
    };
}

using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Models;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>Model files with the recipe's weights.</summary>
internal static class TestModel
{
    /// <summary>A small IQT on the smallest backbone.</summary>
    public static IqtConfig TinyIqt { get; } = new() { Backbone = "efficientnet-lite0", Crop = 64, Layers = 1, Width = 16, Heads = 2, HeadWidth = 8, FeedForward = 32, HeadHidden = 16 };

    /// <summary>The same, as it looks at whole images that are seen from afar.</summary>
    public static IqtConfig TinyWholeIqt { get; } = TinyIqt with { Whole = true, ViewingSide = 128, Crop = 32, Bounded = true };

    /// <summary>A small CKDN on the smallest backbone.</summary>
    public static CkdnConfig TinyCkdn { get; } = new() { Backbone = "efficientnet-lite0", Crop = 64, Hidden = 16 };

    /// <summary>A small MUSIQ with the paper's patch encoder.</summary>
    public static MusiqConfig TinyMusiq { get; } = new() { Hidden = 12, MlpDim = 24, Heads = 2, Layers = 2, Scales = [64], Grid = 3 };

    /// <summary>A small MUSIQ on the smallest backbone.</summary>
    public static MusiqConfig TinyMusiqOnBackbone { get; } = TinyMusiq with { Backbone = "efficientnet-lite0", Semantics = MusiqSemantics.Pillow };

    public static TheoryData<MusiqConfig> MusiqVariants() =>
    [
        TinyMusiq,
        TinyMusiq with { Semantics = MusiqSemantics.Pyiqa, Outputs = 10 },
        TinyMusiq with { Scales = [32, 64], Native = false },
        TinyMusiqOnBackbone,
        TinyMusiqOnBackbone with { Backbone = "efficientnet-lite2", Taps = 5, Outputs = 10 },
        TinyMusiqOnBackbone with { Taps = 1, NativeSide = 96 },
        TinyMusiqOnBackbone with { Position = MusiqPosition.None, ScaleEmbedding = false },
        TinyMusiq with { Position = MusiqPosition.Plain, Grid = 3 },
    ];

    public static TheoryData<IqtConfig> IqtVariants() =>
    [
        TinyIqt with { QualityToken = false },
        TinyIqt with { Position = IqtPosition.Sinusoidal },
        TinyIqt with { Position = IqtPosition.None },
        TinyIqt with { Pooling = IqtPooling.Mean },
        TinyIqt with { Pooling = IqtPooling.Max },
        TinyIqt with { Pooling = IqtPooling.Mean, CausalDecoder = true },
        TinyIqt with { QualityToken = false, Pooling = IqtPooling.Max, Position = IqtPosition.None },
        TinyIqt with { Sampling = IqtSampling.Progressive, SamplingSide = 3 },
        TinyIqt with { Backbone = "efficientnet-lite2" },
        TinyIqt with { Backbone = "resnet-50" },
        TinyIqt with { Backbone = "inception-resnet-v2", Crop = 96 },
    ];

    public static TheoryData<CkdnConfig> CkdnVariants() =>
    [
        TinyCkdn with { Distilled = false },
        TinyCkdn with { Reference = CkdnReference.CrossAttention },
        TinyCkdn with { Reference = CkdnReference.None },
        TinyCkdn with { Whole = true, Crop = 64, Reference = CkdnReference.Stages },
        TinyCkdn with { Whole = true, Crop = 64, Reference = CkdnReference.InBand, Distilled = false },
        TinyCkdn with { Whole = true, Crop = 64, Reference = CkdnReference.EveryScale, Distilled = false },
        TinyCkdn with { Whole = true, Crop = 64, Reference = CkdnReference.Predicted, Distilled = false },
        TinyCkdn with { Backbone = "efficientnet-lite2" },
        TinyCkdn with { Backbone = "resnet-50" },
        TinyCkdn with { Backbone = "inception-resnet-v2", Crop = 96 },
    ];

    public static void Write(string path, NetworkConfig config) =>
        SafeTensors.Write(path, Tensors(config), new Dictionary<string, string> { [ModelCard.MetadataKey] = Card(config).ToJson() });

    /// <summary>A damaged model: the last number of the chosen tensors is replaced.</summary>
    public static void WriteDamaged(string path, NetworkConfig config, float number, Func<string, bool> damaged)
    {
        var tensors = Tensors(config).ToDictionary(t => t.Key, t => damaged(t.Key) ? Tensor.Of([.. t.Value.ToFloats()[..^1], number], t.Value.Shape) : t.Value);
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { [ModelCard.MetadataKey] = (Card(config) with { Trained = true }).ToJson() });
    }

    /// <summary>The recipe's tensors; a backbone's names count without their prefix.</summary>
    public static Dictionary<string, Tensor> Tensors(NetworkConfig config) => config.Parameters().ToDictionary(
        p => p.Path,
        p => SeededWeights.Tensor(p.Path.StartsWith("backbone.", StringComparison.Ordinal) ? p.Path["backbone.".Length..] : p.Path, p.Shape));

    public static ModelCard Card(NetworkConfig config) => ModelCard.Of(Architecture.Of(config), config, "test") with { Trained = false };
}

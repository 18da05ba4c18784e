using System.Security.Cryptography;
using IqaSharp.Checkpoints;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>What makes numbers of an image.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Identity">What its numbers depend on besides the image: they are cached under this name.</param>
/// <param name="Extract">Thread-safe.</param>
internal sealed record FeatureExtractor(string Name, string Identity, Func<Image, float[]> Extract)
{
    /// <summary>The embedding that a model's head reads.</summary>
    public static FeatureExtractor Musiq(string model)
    {
        var metric = Metric.Load(model, new MetricOptions { Threads = 1 });
        return new(metric.Card.Name, $"{metric.Card.Name}-{Digest(ModelStore.Default.Find(model))}", image => [.. metric.Embed(image).Image]);
    }

    /// <summary>The deepest maps of EfficientNet-Lite0 as ImageNet taught it, averaged over each of the scales that MUSIQ sees: [scales · channels].</summary>
    public static FeatureExtractor Backbone(string weights, MusiqConfig config)
    {
        using var checkpoint = CheckpointFile.Open(weights);
        var stage = new OnnxEngine(threads: 1).Compile(new PooledScale(config), checkpoint.Tensors.ToDictionary(tensor => $"backbone.{tensor.Key}", tensor => tensor.Value));
        return new("EfficientNet-Lite0", $"lite0-{Digest(weights)}", image => [.. MusiqInput.Of(image, config).Grids.SelectMany(scale => Pooled(stage, scale, config))]);
    }

    /// <summary>The 36 statistics of natural scenes that BRISQUE is made of.</summary>
    public static FeatureExtractor Brisque() => new("BRISQUE's 36", "brisque", image => Array.ConvertAll(BrisqueFeatures.Of(image), value => (float)value));

    private static float[] Pooled(ICompiledGraph stage, MusiqScale scale, MusiqConfig config)
    {
        var (height, width) = (scale.Rows * MusiqConfig.Patch, scale.Columns * MusiqConfig.Patch);
        var pixels = new float[3 * height * width];
        scale.CopyAll(PixelLookup.Of(config.PatchBackbone), pixels);
        using var outputs = stage.Run([new GraphValue(MusiqScaleStage.Scale, pixels, 1, 3, height, width)], [PooledScale.Features]);
        return outputs[0].Floats.ToArray();
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    }

    /// <summary>Scale [1, 3, height, width] → the mean of its cells [1, channels].</summary>
    private sealed record PooledScale(MusiqConfig Config) : INetworkGraph
    {
        public const string Features = "features";

        public void Build<T>(IGraphBuilder<T> graph)
            where T : class
        {
            var cells = MusiqNetwork.CellFeatures(graph.Net, MusiqGraph.ScaleInput(graph, MusiqScaleStage.Scale), Config);
            graph.Output(Features, graph.Net.Reduce(cells, Reduction.Mean, [1], keep: false), 1, Config.CellChannels);
        }
    }
}

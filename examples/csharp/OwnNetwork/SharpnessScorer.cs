using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Networks;

namespace OwnNetwork;

/// <summary>Scores images with a loaded network: pixels in, a number out.</summary>
internal sealed class SharpnessScorer(SharpnessConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IScorer
{
    /// <summary>What makes the network known to the library, next to MUSIQ, IQT and CKDN.</summary>
    public static readonly Architecture<SharpnessConfig> Architecture = new()
    {
        Name = "sharpness",
        Paper = "an example of IqaSharp",
        Facts = _ => new NetworkFacts(ReferenceKind.NoReference, new ScoreRange(0, 1), SmallestSide: 8),
        Graph = config => new SharpnessNetwork(config),
        Network = (config, weights, engine, _) => new SharpnessScorer(config, weights, engine),
    };

    private readonly ICompiledGraph _graph = engine.Compile(new SharpnessNetwork(config), weights);

    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        var input = new GraphValue("image", Input(image, 0, 0, image.Width, image.Height), 1, 3, image.Height, image.Width);
        using var outputs = _graph.Run([input], ["score"], cancellation: cancellation);
        return new QualityScore(outputs[0].Floats.Span[0]);
    }

    public void Dispose() => _graph.Dispose();

    /// <summary>A part of an image as the network wants it: three planes, −1…1.</summary>
    public static float[] Input(Image image, int left, int top, int width, int height)
    {
        var planes = new float[3 * width * height];
        for (var i = 0; i < planes.Length; i++)
        {
            var (channel, y, x) = (i / (width * height), i / width % height, i % width);
            planes[i] = (image.Pixels[((((top + y) * image.Width) + left + x) * 3) + channel] / 127.5f) - 1;
        }

        return planes;
    }
}

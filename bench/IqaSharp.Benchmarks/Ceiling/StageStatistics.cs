using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Benchmarks.Ceiling;

/// <summary>Statistics of a frozen EfficientNet-Lite0's maps, of one image and of two images against each other, at several stages and scales.</summary>
internal sealed class StageStatistics(IReadOnlyDictionary<string, Tensor> weights)
{
    private const int ViewingSide = 256;
    private const int LargestReduction = 2;
    private const int Stride = 16;
    private const int Scales = 3;

    private static readonly Backbone s_backbone = Backbone.Of("efficientnet-lite0");
    private static readonly int[] s_stages = [1, 4, 7, 11, 14];

    private readonly ICompiledGraph _graph = new OnnxEngine(threads: 1).Compile(new StageMaps(), weights);
    private readonly Normalisation _normalisation = new(s_backbone);

    /// <summary>The maps of an image as CKDN sees it: [scales · stages], each [channels, positions].</summary>
    public Maps[] Of(Image image)
    {
        var seen = FullImageInput.Of(image, ViewingSide, ViewingSide / 2, LargestReduction, Stride << (Scales - 1));
        var (planes, width, height) = (_normalisation.Crop(seen, 0, 0, seen.Width, seen.Height), seen.Width, seen.Height);
        var maps = new List<Maps>();
        for (var scale = 0; scale < Scales; scale++)
        {
            using var outputs = _graph.Run([new GraphValue(StageMaps.Pixels, planes, 1, 3, height, width)], Array.ConvertAll(s_stages, StageMaps.Name));
            maps.AddRange(Enumerable.Range(0, s_stages.Length).Select(i => new Maps((int)outputs[i].Shape[1], outputs[i].Floats.ToArray())));
            (planes, width, height) = (Halved(planes, width, height), width / 2, height / 2);
        }

        return [.. maps];
    }

    /// <summary>Mean and deviation of each channel.</summary>
    public static float[] Alone(Maps[] image) => [.. image.SelectMany(maps => maps.Means.Concat(maps.Deviations))];

    /// <summary>Of each channel the mean absolute difference, the correlation, and how much the deviation differs.</summary>
    public static float[] Between(Maps[] image, Maps[] reference) => [.. image.Zip(reference, (a, b) => a.Against(b)).SelectMany(values => values)];

    private static float[] Halved(float[] planes, int width, int height)
    {
        var (w, h) = (width / 2, height / 2);
        var halved = new float[3 * w * h];
        for (var i = 0; i < halved.Length; i++)
        {
            var at = ((((i / w / h) * height) + (2 * (i / w % h))) * width) + (2 * (i % w));
            halved[i] = (planes[at] + planes[at + 1] + planes[at + width] + planes[at + width + 1]) / 4;
        }

        return halved;
    }

    /// <summary>One stage's maps.</summary>
    internal sealed class Maps
    {
        private readonly float[] _values;
        private readonly int _positions;

        public Maps(int channels, float[] values)
        {
            (_values, _positions) = (values, values.Length / channels);
            Means = [.. Enumerable.Range(0, channels).Select(c => Channel(c).ToArray().Average())];
            Deviations = [.. Enumerable.Range(0, channels).Select(c => MathF.Sqrt(Covariance(Channel(c), Means[c], Channel(c), Means[c])))];
        }

        public float[] Means { get; }

        public float[] Deviations { get; }

        public List<float> Against(Maps reference)
        {
            var values = new List<float>();
            const float epsilon = 1e-3f;
            for (var c = 0; c < Means.Length; c++)
            {
                var own = Channel(c);
                var other = reference.Channel(c);
                var (difference, covariance) = (0f, Covariance(own, Means[c], other, reference.Means[c]));
                for (var i = 0; i < own.Length; i++)
                {
                    difference += MathF.Abs(own[i] - other[i]);
                }

                values.Add(difference / own.Length / (reference.Deviations[c] + epsilon));
                values.Add(covariance / ((Deviations[c] * reference.Deviations[c]) + epsilon));
                values.Add(MathF.Log((Deviations[c] + epsilon) / (reference.Deviations[c] + epsilon)));
            }

            return values;
        }

        private Span<float> Channel(int c) => _values.AsSpan(c * _positions, _positions);

        private static float Covariance(Span<float> a, float meanA, Span<float> b, float meanB)
        {
            var sum = 0f;
            for (var i = 0; i < a.Length; i++)
            {
                sum += (a[i] - meanA) * (b[i] - meanB);
            }

            return sum / a.Length;
        }
    }

    private sealed record StageMaps : INetworkGraph
    {
        public const string Pixels = "pixels";

        public static string Name(int stage) => $"stage{stage}";

        public void Build<T>(IGraphBuilder<T> graph)
            where T : class
        {
            var maps = s_backbone.Read(graph.Net, graph.Floats(Pixels, 1, 3, "height", "width"), s_stages);
            foreach (var (stage, i) in s_stages.Select((stage, i) => (stage, i)))
            {
                graph.Output(Name(stage), maps[i], 1, s_backbone.Stages[stage].Channels, $"rows{stage}", $"columns{stage}");
            }
        }
    }
}

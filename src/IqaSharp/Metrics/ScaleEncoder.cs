using System.Buffers;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Metrics;

/// <summary>A backbone, run once over each whole scale.</summary>
internal sealed class ScaleEncoder(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, SessionOptions settings) : IMusiqEncoder
{
    private readonly InferenceSession _session = new(MusiqGraph.ScaleEncoder(config, weights).ToBytes(), settings);
    private readonly PixelLookup _levels = PixelLookup.Of(config.PatchBackbone);

    public float[] Encode(MusiqInput input, RunOptions run, CancellationToken cancellation)
    {
        var features = new float[input.Tokens * config.Hidden];
        var first = 0;
        foreach (var scale in input.Grids)
        {
            cancellation.ThrowIfCancellationRequested();
            var (height, width, cells) = (scale.Rows * MusiqConfig.Patch, scale.Columns * MusiqConfig.Patch, scale.Rows * scale.Columns);
            var planes = ArrayPool<float>.Shared.Rent(3 * height * width);
            try
            {
                var image = planes.AsMemory(0, 3 * height * width);
                scale.CopyAll(_levels, image.Span);
                using var source = Sessions.Wrap(image, 1, 3, height, width);
                using var target = Sessions.Wrap(features.AsMemory(first * config.Hidden, cells * config.Hidden), 1, cells, config.Hidden);
                _session.Run(run, [MusiqGraph.Scale], [source], [MusiqGraph.Features], [target]);
            }
            finally
            {
                ArrayPool<float>.Shared.Return(planes);
            }

            first += cells;
        }

        return features;
    }

    public void Dispose() => _session.Dispose();
}

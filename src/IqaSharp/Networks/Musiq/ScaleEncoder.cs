using System.Buffers;
using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>A backbone, run once over each whole scale.</summary>
internal sealed class ScaleEncoder(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IMusiqEncoder
{
    private readonly ICompiledGraph _stage = engine.Compile(new MusiqScaleStage(config), weights);
    private readonly PixelLookup _levels = PixelLookup.Of(config.PatchBackbone);

    public float[] Encode(MusiqInput input, bool releaseMemory, CancellationToken cancellation)
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
                _stage.Fill(
                    new GraphValue(MusiqPatchStage.Features, features.AsMemory(first * config.Hidden, cells * config.Hidden), 1, cells, config.Hidden),
                    [new GraphValue(MusiqScaleStage.Scale, image, 1, 3, height, width)],
                    releaseMemory,
                    cancellation);
            }
            finally
            {
                ArrayPool<float>.Shared.Return(planes);
            }

            first += cells;
        }

        return features;
    }

    public void Dispose() => _stage.Dispose();
}

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
            var output = new GraphValue(MusiqPatchStage.Features, features.AsMemory(first * config.Hidden, cells * config.Hidden), 1, cells, config.Hidden);
            void Fill(GraphValue image) => _stage.Fill(output, [image], releaseMemory, cancellation);
            if (_stage.TakesPixels(MusiqScaleStage.Scale))
            {
                WithMemory<byte>(3 * height * width, pixels =>
                {
                    scale.CopyAll((byte)config.PatchBackbone.Mean[0], pixels.Span);
                    Fill(new GraphValue(MusiqScaleStage.Scale, pixels, 1, height, width, 3));
                });
            }
            else
            {
                WithMemory<float>(3 * height * width, planes =>
                {
                    scale.CopyAll(_levels, planes.Span);
                    Fill(new GraphValue(MusiqScaleStage.Scale, planes, 1, 3, height, width));
                });
            }

            first += cells;
        }

        return features;
    }

    public void Dispose() => _stage.Dispose();

    private static void WithMemory<T>(int length, Action<Memory<T>> use)
    {
        var memory = ArrayPool<T>.Shared.Rent(length);
        try
        {
            use(memory.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(memory);
        }
    }
}

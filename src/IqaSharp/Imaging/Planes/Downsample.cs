using System.Numerics.Tensors;

namespace IqaSharp.Imaging.Planes;

/// <summary>Downsampling and cropping.</summary>
internal static class Downsample
{
    /// <summary>The factor that brings the shorter side near 256 pixels: recommended on Wang's SSIM page, and used by FSIM, VSI, SR-SIM and MDSI.</summary>
    public static int Factor(int width, int height) => Math.Max(1, (int)Math.Round(Math.Min(width, height) / 256.0, MidpointRounding.AwayFromZero));

    /// <summary>Average pooling of factor × factor pixels: MATLAB's <c>conv2(x, ones(f)/f², 'same')(1:f:end, 1:f:end)</c>, by default with zero padding.</summary>
    /// <returns>[⌈height / factor⌉, ⌈width / factor⌉].</returns>
    public static Plane Average(Plane source, int factor, Border border = Border.Zero)
    {
        // An even window reaches one pixel further to the right and down than to the left and up.
        var before = (factor - 1) / 2;
        var result = new Plane((source.Width + factor - 1) / factor, (source.Height + factor - 1) / factor);
        if (factor == 1)
        {
            source.Samples.CopyTo(result.Samples);
            return result;
        }

        ParallelWork.ForRows(result.Height, source.Width * factor, (from, to) =>
        {
            var scale = 1f / (factor * factor);
            var sums = new float[result.Width * factor];
            for (var y = from; y < to; y++)
            {
                sums.AsSpan().Clear();
                for (var line = (y * factor) - before; line < ((y + 1) * factor) - before; line++)
                {
                    Add(source, line, sums, before, border);
                }

                var row = result.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var sum = 0f;
                    for (var k = x * factor; k < (x + 1) * factor; k++)
                    {
                        sum += sums[k];
                    }

                    row[x] = sum * scale;
                }
            }
        });
        return result;
    }

    /// <summary>Every second pixel of every second row, from the first on.</summary>
    public static Plane EverySecond(Plane source)
    {
        var result = new Plane((source.Width + 1) / 2, (source.Height + 1) / 2);
        for (var y = 0; y < result.Height; y++)
        {
            var row = result.Row(y);
            var line = source.Row(2 * y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = line[2 * x];
            }
        }

        return result;
    }

    /// <summary>Crops a plane.</summary>
    /// <param name="source">The image.</param>
    /// <param name="margin">Pixels cropped at the left and at the top.</param>
    /// <param name="width">Pixels per row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static Plane Crop(Plane source, int margin, int width, int height)
    {
        var result = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            source.Row(margin + y).Slice(margin, width).CopyTo(result.Row(y));
        }

        return result;
    }

    /// <summary>Adds a row of the image, shifted right so that windows begin at multiples of the factor.</summary>
    private static void Add(Plane source, int line, Span<float> sums, int before, Border border)
    {
        if (border == Border.Zero && (line < 0 || line >= source.Height))
        {
            return;
        }

        var samples = source.Row(Math.Clamp(line, 0, source.Height - 1));
        var inside = samples[..Math.Min(samples.Length, sums.Length - before)];
        TensorPrimitives.Add(sums.Slice(before, inside.Length), inside, sums.Slice(before, inside.Length));
        if (border != Border.Zero)
        {
            TensorPrimitives.Add(sums[..before], samples[0], sums[..before]);
            TensorPrimitives.Add(sums[(before + inside.Length)..], samples[^1], sums[(before + inside.Length)..]);
        }
    }
}

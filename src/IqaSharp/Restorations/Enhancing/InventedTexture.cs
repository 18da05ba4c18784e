using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Enhancing;

/// <summary>Texture where there is none: patches of the image's own detail, from random busy places, laid over its smooth places. Plausible, and wrong,
/// as what generative restoration invents.</summary>
/// <remarks>Patches are chosen at random and overlap as in Efros, Freeman, "Image quilting for texture synthesis and transfer", SIGGRAPH 2001, blended instead of cut.</remarks>
internal static class InventedTexture
{
    private const int Patch = 16;

    /// <summary>How many random places are tried for each patch; the busiest wins.</summary>
    private const int Candidates = 8;

    /// <summary>No detail is multiplied by more than this: of nothing nothing is made.</summary>
    private const float LargestGain = 20;

    /// <summary>A patch's weight along a side.</summary>
    private static readonly float[] Fading = [.. Enumerable.Range(0, Patch).Select(i => (float)Math.Sin(Math.PI * (i + 0.5) / Patch))];

    /// <param name="plane">0–255.</param>
    /// <param name="amplitude">Standard deviation of the invented texture where the image is flat.</param>
    /// <param name="seed">Chooses the places.</param>
    public static Plane Add(Plane plane, float amplitude, ulong seed)
    {
        using var detail = Detail(plane);
        using var energy = Energy(detail);
        using var texture = new Plane(plane.Width, plane.Height);
        texture.Samples.Clear();
        var random = new SplitMix(seed);
        for (var top = -Patch / 2; top < plane.Height; top += Patch / 2)
        {
            for (var left = -Patch / 2; left < plane.Width; left += Patch / 2)
            {
                Lay(texture, left, top, detail, Busy(energy, random));
            }
        }

        return Blend(plane, texture, energy, amplitude);
    }

    private static Plane Detail(Plane plane)
    {
        var detail = Gaussian.Blur(plane, 1.5);
        TensorPrimitives.Subtract(plane.Samples, detail.Samples, detail.Samples);
        return detail;
    }

    /// <summary>The mean squared detail around each sample.</summary>
    private static Plane Energy(Plane detail)
    {
        using var squares = new Plane(detail.Width, detail.Height);
        TensorPrimitives.Multiply(detail.Samples, detail.Samples, squares.Samples);
        var energy = BoxMean.Of(squares, Patch / 2);
        TensorPrimitives.Max(energy.Samples, 0, energy.Samples);
        return energy;
    }

    private static (int X, int Y) Busy(Plane energy, SplitMix random)
    {
        var best = (X: 0, Y: 0);
        for (var k = 0; k < Candidates; k++)
        {
            var (x, y) = (random.Next(energy.Width), random.Next(energy.Height));
            best = energy.Row(y)[x] >= energy.Row(best.Y)[best.X] ? (x, y) : best;
        }

        return best;
    }

    /// <summary>Adds a patch around a place of the detail, fading out to its rim; two neighbours' squared weights add up to 1.</summary>
    private static void Lay(Plane texture, int left, int top, Plane detail, (int X, int Y) place)
    {
        for (var y = Math.Max(0, -top); y < Math.Min(Patch, texture.Height - top); y++)
        {
            var to = texture.Row(top + y);
            var from = detail.Row(Mirror.Index(place.Y + y - (Patch / 2), detail.Height));
            for (var x = Math.Max(0, -left); x < Math.Min(Patch, texture.Width - left); x++)
            {
                to[left + x] += Fading[x] * Fading[y] * from[Mirror.Index(place.X + x - (Patch / 2), detail.Width)];
            }
        }
    }

    private static Plane Blend(Plane plane, Plane texture, Plane energy, float amplitude)
    {
        using var strength = Energy(texture);
        var result = new Plane(plane.Width, plane.Height);
        var samples = plane.Samples;
        var invented = texture.Samples;
        var power = strength.Samples;
        var own = energy.Samples;
        var output = result.Samples;
        for (var i = 0; i < output.Length; i++)
        {
            // Half where the image's own detail is as strong as what would be invented.
            var gain = MathF.Min(LargestGain, amplitude / MathF.Sqrt(power[i] + 1e-6f));
            output[i] = samples[i] + (gain * invented[i] / (1 + (own[i] / (amplitude * amplitude))));
        }

        return result;
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Enhancing;

/// <summary>Hallucinated texture: patches of the image's own detail, taken from random textured positions, are laid over its smooth areas.
/// The result is plausible but wrong, like that of generative restoration.</summary>
/// <remarks>Patches are chosen at random and overlap as in Efros, Freeman, "Image quilting for texture synthesis and transfer", SIGGRAPH 2001, but are blended instead of cut.</remarks>
internal static class InventedTexture
{
    private const int Patch = 16;

    /// <summary>Random candidate positions for each patch; the one with the most energy wins.</summary>
    private const int Candidates = 8;

    /// <summary>Upper limit of the gain, so that noise in an image without texture is not amplified without bound.</summary>
    private const float LargestGain = 20;

    /// <summary>The window of a patch along one axis.</summary>
    private static readonly float[] Window = [.. Enumerable.Range(0, Patch).Select(i => (float)Math.Sin(Math.PI * (i + 0.5) / Patch))];

    /// <param name="plane">0–255.</param>
    /// <param name="amplitude">Standard deviation of the invented texture where the image is flat.</param>
    /// <param name="seed">Selects the source positions.</param>
    public static Plane Add(Plane plane, float amplitude, ulong seed)
    {
        using var detail = Detail(plane);
        using var energy = Energy(detail);
        using var texture = new Plane(plane.Width, plane.Height);
        texture.Samples.Clear();
        var random = new SplitMix64(seed);
        for (var top = -Patch / 2; top < plane.Height; top += Patch / 2)
        {
            for (var left = -Patch / 2; left < plane.Width; left += Patch / 2)
            {
                AddPatch(texture, left, top, detail, TexturedPosition(energy, random));
            }
        }

        return Blend(plane, texture, energy, amplitude);
    }

    /// <summary>The high frequencies.</summary>
    private static Plane Detail(Plane plane)
    {
        var detail = Gaussian.Blur(plane, 1.5);
        TensorPrimitives.Subtract(plane.Samples, detail.Samples, detail.Samples);
        return detail;
    }

    /// <summary>The local mean of the squared detail.</summary>
    private static Plane Energy(Plane detail)
    {
        using var squares = new Plane(detail.Width, detail.Height);
        TensorPrimitives.Multiply(detail.Samples, detail.Samples, squares.Samples);
        var energy = BoxMean.Of(squares, Patch / 2);
        TensorPrimitives.Max(energy.Samples, 0, energy.Samples);
        return energy;
    }

    private static (int X, int Y) TexturedPosition(Plane energy, SplitMix64 random)
    {
        var best = (X: 0, Y: 0);
        for (var k = 0; k < Candidates; k++)
        {
            var (x, y) = (random.Next(energy.Width), random.Next(energy.Height));
            best = energy.Row(y)[x] >= energy.Row(best.Y)[best.X] ? (x, y) : best;
        }

        return best;
    }

    /// <summary>Adds the windowed patch of detail around a position; the squared windows of overlapping patches sum to 1.</summary>
    private static void AddPatch(Plane texture, int left, int top, Plane detail, (int X, int Y) source)
    {
        for (var y = Math.Max(0, -top); y < Math.Min(Patch, texture.Height - top); y++)
        {
            var to = texture.Row(top + y);
            var from = detail.Row(SymmetricBorder.Index(source.Y + y - (Patch / 2), detail.Height));
            for (var x = Math.Max(0, -left); x < Math.Min(Patch, texture.Width - left); x++)
            {
                to[left + x] += Window[x] * Window[y] * from[SymmetricBorder.Index(source.X + x - (Patch / 2), detail.Width)];
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
            // Halved where the image's own detail is as strong as the texture to be added.
            var gain = MathF.Min(LargestGain, amplitude / MathF.Sqrt(power[i] + 1e-6f));
            output[i] = samples[i] + (gain * invented[i] / (1 + (own[i] / (amplitude * amplitude))));
        }

        return result;
    }
}

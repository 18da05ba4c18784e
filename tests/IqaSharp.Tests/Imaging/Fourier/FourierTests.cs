using CsCheck;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;
using Xunit;
using Complex = System.Numerics.Complex;

namespace IqaSharp.Tests.Imaging.Fourier;

public class FourierTests
{
    /// <summary>Against the definition; sides up to 40 use every radix, and 37 uses Bluestein's algorithm.</summary>
    [Fact]
    public void Agrees_with_the_definition() => Sides.Sample(
        size =>
        {
            var (width, height) = size;
            using var image = Noise(width, height);
            using var spectrum = Transform2D.Forward(image);
            var (u, v) = (width / 3, height - 1);
            var sum = Complex.Zero;
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    sum += image.Row(y)[x] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (((double)u * x / width) + ((double)v * y / height)));
                }
            }

            Assert.Equal(sum.Real, spectrum.Real.Row(v)[u], 1e-4 * width * height);
            Assert.Equal(sum.Imaginary, spectrum.Imaginary.Row(v)[u], 1e-4 * width * height);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void The_inverse_restores_the_image() => Sides.Sample(
        size =>
        {
            using var image = Noise(size.Width, size.Height);
            using var spectrum = Transform2D.Forward(image);
            using var back = Transform2D.Inverse(spectrum);
            for (var i = 0; i < image.Samples.Length; i++)
            {
                Assert.Equal(image.Samples[i], back.Real.Samples[i], 1e-5f);
                Assert.Equal(0, back.Imaginary.Samples[i], 1e-5f);
            }
        },
        iter: 60,
        threads: 1);

    private static Gen<(int Width, int Height)> Sides =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 40], Gen.Const(480), Gen.Const(509), Gen.Const(293)), Gen.OneOf(Gen.Int[1, 40], Gen.Const(270), Gen.Const(67)));

    private static Plane Noise(int width, int height)
    {
        var (plane, random) = (new Plane(width, height), new Random(1));
        foreach (ref var sample in plane.Samples)
        {
            sample = (2 * random.NextSingle()) - 1;
        }

        return plane;
    }
}

namespace IqaSharp.Imaging.Resampling;

/// <summary>PyTorch's <c>interpolate(mode="bicubic", align_corners=False)</c> without antialiasing: a = −0.75, half-pixel centres, edge replication.</summary>
/// <remarks>Keys, "Cubic convolution interpolation for digital image processing", IEEE TASSP 29(6), 1981.</remarks>
internal static class TorchBicubic
{
    private const float A = -0.75f;
    private const int Support = 4;

    /// <summary>The taps that resize one dimension.</summary>
    public static Taps Taps(int inputs, int outputs)
    {
        var width = Math.Min(Support, inputs);
        var (start, count, weights) = (new int[outputs], new int[outputs], new float[outputs * width]);
        var scale = (float)inputs / outputs;
        Span<float> cubic = stackalloc float[Support];
        for (var o = 0; o < outputs; o++)
        {
            var centre = (scale * (o + 0.5f)) - 0.5f;
            var floor = (int)MathF.Floor(centre);
            Cubic(centre - floor, cubic);
            var first = Math.Clamp(floor - 1, 0, inputs - width);
            for (var k = 0; k < Support; k++)
            {
                // Edge replication: the weight of a sample outside the image goes to the edge.
                var sample = Math.Clamp(floor - 1 + k, 0, inputs - 1);
                weights[(o * width) + sample - first] += cubic[k];
            }

            (start[o], count[o]) = (first, width);
        }

        return new Taps(start, count, width, weights);
    }

    /// <summary>The weights of the samples at −1, 0, 1 and 2 for a point at t.</summary>
    private static void Cubic(float t, Span<float> weights)
    {
        weights[0] = Outer(t + 1f);
        weights[1] = Inner(t);
        weights[2] = Inner(1f - t);
        weights[3] = Outer(2f - t);
    }

    private static float Inner(float x) => ((((A + 2f) * x) - (A + 3f)) * x * x) + 1f;

    private static float Outer(float x) => (((((A * x) - (5f * A)) * x) + (8f * A)) * x) - (4f * A);
}

namespace IqaSharp.Imaging.Resampling;

/// <summary>TensorFlow's <c>tf.image.resize(method="gaussian", antialias=False)</c>, with bit-exact weights.</summary>
/// <remarks>exp(−d² / (2 · 0.5²)) for d &lt; 1.5 and exactly 0 beyond: at 512 → 384 samples fall right on the edge, so everything is float32
/// as in TensorFlow's scale_and_translate kernel. Weights are normalised over the samples inside the image.</remarks>
internal static class TensorFlowGaussian
{
    private const float Radius = 1.5f;
    private const float Deviation = 0.5f;

    /// <summary>The taps that resize one dimension.</summary>
    public static Taps Taps(int inputs, int outputs)
    {
        const int Width = 4; // an open interval of length 3 holds at most 3 sample centres, one more is reserved for rounding
        var (start, count, weights) = (new int[outputs], new int[outputs], new float[outputs * Width]);
        var scale = 1f / ((float)outputs / inputs);
        for (var o = 0; o < outputs; o++)
        {
            var centre = (o + 0.5f) * scale;
            var first = Math.Max(0, (int)MathF.Ceiling(centre - Radius - 0.5f));
            var last = Math.Min(inputs - 1, (int)MathF.Floor(centre + Radius - 0.5f));
            var taps = weights.AsSpan(o * Width, last - first + 1);
            var sum = 0f;
            for (var k = first; k <= last; k++)
            {
                var weight = Kernel(MathF.Abs(k + 0.5f - centre));
                taps[k - first] = weight;
                sum += weight;
            }

            foreach (ref var weight in taps)
            {
                weight *= 1f / sum;
            }

            (start[o], count[o]) = (first, taps.Length);
        }

        return new Taps(start, count, Width, weights);
    }

    private static float Kernel(float distance) =>
        distance >= Radius ? 0f : MathF.Exp(-distance * distance / (2f * Deviation * Deviation));
}

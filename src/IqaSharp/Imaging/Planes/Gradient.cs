namespace IqaSharp.Imaging.Planes;

/// <summary>Gradient magnitude with 3×3 operators and zero padding.</summary>
internal static class Gradient
{
    /// <summary>Prewitt's operator, normalised so that the taps of one sign sum to 1.</summary>
    public static Plane Prewitt(Plane image) => Magnitude(image, 1f / 3, 1f / 3);

    /// <summary>Scharr's operator, normalised so that the taps of one sign sum to 1.</summary>
    public static Plane Scharr(Plane image) => Magnitude(image, 3f / 16, 10f / 16);

    private static Plane Magnitude(Plane image, float side, float middle)
    {
        var (width, height) = (image.Width, image.Height);
        var result = new Plane(width, height);
        ParallelWork.ForRows(height, width, (from, to) =>
        {
            // One zero at the left and at the right.
            var (smooth, difference, none) = (new float[width + 2], new float[width + 2], new float[width]);
            var (across, down) = (new float[width], new float[width]);
            for (var y = from; y < to; y++)
            {
                var above = y > 0 ? image.Row(y - 1) : none;
                var below = y < height - 1 ? image.Row(y + 1) : none;
                Lanes.Zip(above, below, smooth.AsSpan(1, width), new WeightedSum(side, side));
                Lanes.Zip(smooth.AsSpan(1, width), image.Row(y), smooth.AsSpan(1, width), new WeightedSum(1, middle));
                Lanes.Zip(below, above, difference.AsSpan(1, width), new WeightedSum(1, -1));
                Lanes.Zip(smooth.AsSpan(2), smooth.AsSpan(0, width), across, new WeightedSum(1, -1));
                Lanes.Correlate(difference, [side, middle, side], down);
                Lanes.Zip(across, down, result.Row(y), default(Hypotenuse));
            }
        });
        return result;
    }
}

namespace IqaSharp.Imaging.Planes;

/// <summary>The horizontal and vertical bands of a steerable pyramid with six orientations, by spatial filters.</summary>
/// <remarks>Simoncelli, Freeman, "The steerable pyramid: a flexible architecture for multi-scale derivative computation", ICIP 1995;
/// the taps are those of the set with fifth derivatives (sp5) in Simoncelli's matlabPyrTools, MIT licence.</remarks>
internal static class SteerablePyramid
{
    private static readonly float[] First = Mirror(
        3,
        [
            0.00341614f, -0.01551246f, -0.03848215f,
            -0.01551246f, 0.05586982f, 0.15925570f,
            -0.03848215f, 0.15925570f, 0.40304148f,
        ]);

    // Sum 2, so that white noise keeps its variance when the size is halved.
    private static readonly float[] Low = Mirror(
        5,
        [
            2 * 0.00085404f, 2 * -0.00244917f, 2 * -0.00387812f, 2 * -0.00944432f, 2 * -0.00962054f,
            2 * -0.00244917f, 2 * -0.00523281f, 2 * -0.00661117f, 2 * 0.00410600f, 2 * 0.01002988f,
            2 * -0.00387812f, 2 * -0.00661117f, 2 * 0.01396746f, 2 * 0.03277038f, 2 * 0.03981393f,
            2 * -0.00944432f, 2 * 0.00410600f, 2 * 0.03277038f, 2 * 0.06426333f, 2 * 0.08169618f,
            2 * -0.00962054f, 2 * 0.01002988f, 2 * 0.03981393f, 2 * 0.08169618f, 2 * 0.10096540f,
        ]);

    private static readonly float[] Across = Mirror(
        4,
        [
            0.00277643f, -0.00986904f, -0.01021852f, 0,
            0.00496194f, -0.00893064f, -0.03075356f, 0,
            0.01026699f, 0.01189859f, -0.08226445f, 0,
            0.01455399f, 0.02755155f, -0.11732297f, 0,
        ],
        odd: true);

    private static readonly float[] Down = Transpose(Across);

    /// <summary>The two bands of each level, the finest first.</summary>
    public static PlaneSet Of(Plane image, int levels)
    {
        var bands = new List<Plane>();
        var low = Filter.Correlate(image, First, Border.Reflect);
        for (var level = 0; level < levels; level++)
        {
            bands.Add(Filter.Correlate(low, Across, Border.Reflect));
            bands.Add(Filter.Correlate(low, Down, Border.Reflect));
            using var smooth = Filter.Correlate(low, Low, Border.Reflect);
            low.Dispose();
            low = Downsample.EverySecond(smooth);
        }

        low.Dispose();
        return new PlaneSet([.. bands]);
    }

    /// <summary>A filter from its upper left quadrant, which includes the middle row and column; odd filters change sign on the right.</summary>
    private static float[] Mirror(int half, float[] quarter, bool odd = false)
    {
        var size = (2 * half) - 1;
        return [.. Enumerable.Range(0, size * size).Select(i =>
        {
            var (row, column) = (i / size, i % size);
            var tap = quarter[(Math.Min(row, size - 1 - row) * half) + Math.Min(column, size - 1 - column)];
            return odd && column >= half ? -tap : tap;
        })];
    }

    private static float[] Transpose(float[] taps)
    {
        var size = (int)Math.Sqrt(taps.Length);
        return [.. Enumerable.Range(0, taps.Length).Select(i => taps[(i % size * size) + (i / size)])];
    }
}

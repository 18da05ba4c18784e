using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The frequency bands of an image's opsin responses.</summary>
/// <param name="Ultra">Ultra-high frequencies of X and Y.</param>
/// <param name="High">High frequencies of X and Y.</param>
/// <param name="Middle">Middle frequencies of X, Y and B.</param>
/// <param name="Low">Low frequencies of X, Y and B, on a perceptual scale.</param>
internal sealed record ButteraugliBands(PlaneSet Ultra, PlaneSet High, PlaneSet Middle, PlaneSet Low) : IDisposable
{
    private const float ClampSlope = 0.724216145665f;
    private const float HighGain = 2.155f;
    private const float UltraGain = 2.69313763794f;

    private static readonly ButteraugliBlur LowBlur = new(7.15593339443);
    private static readonly ButteraugliBlur MiddleBlur = new(3.22489901262);
    private static readonly ButteraugliBlur HighBlur = new(1.56416327805);

    /// <param name="linear">Red, green and blue in nits.</param>
    public static ButteraugliBands Of(PlaneSet linear)
    {
        using var opsin = ButteraugliOpsin.Of(linear);
        var low = opsin.Select(LowBlur.Apply);
        using var rest = new PlaneSet([.. Enumerable.Range(0, 3).Select(channel => Lanes.Zip(opsin[channel], low[channel], new WeightedSum(1, -1)))]);
        ScaleLow(low);

        var middle = rest.Select(MiddleBlur.Apply);
        using var sharpX = Lanes.Zip(rest[0], middle[0], new WeightedSum(1, -1));
        using var sharpY = Lanes.Zip(rest[1], middle[1], new WeightedSum(1, -1));
        Apply(middle[0], middle[0], Bend.Remove(0.29f));
        Apply(middle[1], middle[1], Bend.Amplify(0.1f));

        Apply(sharpX, sharpY, default(Suppression));
        var highX = HighBlur.Apply(sharpX);
        var ultraX = Lanes.Zip(sharpX, highX, new WeightedSum(1, -1));
        Apply(highX, highX, Bend.Remove(1.5f));
        Apply(ultraX, ultraX, Bend.Remove(0.04f));

        var highY = HighBlur.Apply(sharpY);
        Apply(highY, highY, new Bend(28.4691806922f, 1, ClampSlope));
        var ultraY = Lanes.Zip(sharpY, highY, new WeightedSum(1, -1));
        Apply(ultraY, ultraY, new Bend(5.19175294647f, UltraGain, UltraGain * ClampSlope));
        Apply(highY, highY, new WeightedSum(HighGain, 0));
        Apply(highY, highY, Bend.Amplify(0.132f));
        return new(new(ultraX, ultraY), new(highX, highY), middle, low);
    }

    public void Dispose()
    {
        Ultra.Dispose();
        High.Dispose();
        Middle.Dispose();
        Low.Dispose();
    }

    private static void ScaleLow(PlaneSet low)
    {
        Apply(low[2], low[1], new WeightedSum(47.504615728f, 47.504615728f * -0.362267051518f));
        Apply(low[0], low[0], new WeightedSum(32.2217497012f, 0));
        Apply(low[1], low[1], new WeightedSum(13.7697791434f, 0));
    }

    private static void Apply<T>(Plane plane, Plane other, T operation)
        where T : struct, IBinaryOperation =>
        ParallelWork.ForRows(plane.Height, plane.Width, (from, to) => Lanes.Zip(plane.Rows(from, to), other.Rows(from, to), plane.Rows(from, to), operation));

    /// <summary>A line through 0 with one slope between −limit and limit and another one beyond; of the first of two values.</summary>
    private readonly struct Bend(float limit, float inside, float beyond) : IBinaryOperation
    {
        /// <summary>Shrinks towards 0.</summary>
        public static Bend Remove(float limit) => new(limit, 0, 1);

        /// <summary>Doubles up to a limit.</summary>
        public static Bend Amplify(float limit) => new(limit, 2, 1);

        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
        {
            var near = Vector512.Min(Vector512.Max(a, Vector512.Create(-limit)), Vector512.Create(limit));
            return (near * inside) + ((a - near) * beyond);
        }
    }

    /// <summary>High frequencies of X, suppressed by those of Y.</summary>
    private readonly struct Suppression : IBinaryOperation
    {
        private const float Half = 46;
        private const float Least = 0.653020556257f;

        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
            a * ((Vector512.Create(Half * (1 - Least)) / ((b * b) + Vector512.Create(Half))) + Vector512.Create(Least));
    }
}

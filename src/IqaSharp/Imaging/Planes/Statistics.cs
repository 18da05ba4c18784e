using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>Pooling of a quality map to one score. Rows are summed in single precision, their sums in double.</summary>
internal static class Statistics
{
    public static double Mean(Plane map) => Sum(map, row => TensorPrimitives.Sum(row)) / map.Samples.Length;

    /// <summary>The population standard deviation.</summary>
    public static double StandardDeviation(Plane map)
    {
        var mean = Mean(map);
        var squares = Sum(map, row =>
        {
            var sum = 0.0;
            foreach (var value in row)
            {
                sum += (value - mean) * (value - mean);
            }

            return sum;
        });
        return Math.Sqrt(squares / map.Samples.Length);
    }

    /// <summary>The weighted mean of a similarity map: exactly 1 where it is 1 everywhere, and never above. NaN if all weights are 0, which happens only for images without any content.</summary>
    public static double WeightedMean(Plane map, Plane weights)
    {
        Plane.ThrowIfDifferent(map, weights);
        var (shortfall, weight) = (0.0, 0.0);
        var row = new float[map.Width];
        for (var y = 0; y < map.Height; y++)
        {
            Lanes.Zip(map.Row(y), weights.Row(y), row, default(Shortfall));
            shortfall += TensorPrimitives.Sum<float>(row);
            weight += TensorPrimitives.Sum<float>(weights.Row(y));
        }

        return Math.Min(1, 1 - (shortfall / weight)); // resampled weights may be slightly negative
    }

    /// <summary>The plane without its mean, for filters whose response to a constant is 0: they are more accurate then, and exactly 0 for a flat plane.</summary>
    public static Plane Centred(Plane plane)
    {
        var centred = new Plane(plane.Width, plane.Height);
        TensorPrimitives.Subtract(plane.Samples, plane.Samples[0], centred.Samples);
        TensorPrimitives.Subtract(centred.Samples, (float)Mean(centred), centred.Samples);
        return centred;
    }

    /// <summary>Whether all samples are equal.</summary>
    public static bool IsFlat(Plane plane) => !plane.Samples.ContainsAnyExcept(plane.Samples[0]);

    /// <summary>The mean squared difference.</summary>
    public static double MeanSquare(Plane a, Plane b)
    {
        Plane.ThrowIfDifferent(a, b);
        var sum = 0.0;
        for (var y = 0; y < a.Height; y++)
        {
            var distance = (double)TensorPrimitives.Distance<float>(a.Row(y), b.Row(y));
            sum += distance * distance;
        }

        return sum / a.Samples.Length;
    }

    /// <summary>Rescales a map to 0–1; a constant map becomes 0.</summary>
    public static void Normalise(Plane map)
    {
        var (least, most) = (TensorPrimitives.Min<float>(map.Samples), TensorPrimitives.Max<float>(map.Samples));
        TensorPrimitives.Subtract(map.Samples, least, map.Samples);
        TensorPrimitives.Multiply(map.Samples, most > least ? 1 / (most - least) : 0, map.Samples);
    }

    /// <summary>(1 − a) · b.</summary>
    private readonly struct Shortfall : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => (Vector512<float>.One - a) * b;
    }

    private static double Sum(Plane map, Func<ReadOnlySpan<float>, double> sum)
    {
        var total = 0.0;
        for (var y = 0; y < map.Height; y++)
        {
            total += sum(map.Row(y));
        }

        return total;
    }
}

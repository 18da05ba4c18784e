using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Detectors of lines: differences count more where they line up.</summary>
/// <param name="gain">The gain of all lines.</param>
/// <param name="lines">The pixels of each line, and how often it counts.</param>
internal sealed class ButteraugliMalta(double gain, IEnumerable<(int Count, (int Down, int Right)[] Points)> lines)
{
    private const int Reach = 4;
    private const double Length = 3.75;

    private readonly (int Count, (int Down, int Right)[] Points)[] _lines = [.. lines];

    /// <summary>Lines of 7 and 9 pixels.</summary>
    public static ButteraugliMalta Full { get; } = new(0.39905817637,
    [
        .. Turned(1, (0, 1), (0, 2), (0, 3), (0, 4)),
        .. Turned(1, (1, 1), (2, 2), (3, 3)),
        .. Turned(2, (1, 0), (2, 1), (3, 1), (4, 1)),
        .. Turned(1, (1, 1), (2, 1), (3, 2)),
    ]);

    /// <summary>Lines of 5 pixels, for lower frequencies.</summary>
    public static ButteraugliMalta Thin { get; } = new(0.611612573796,
    [
        .. Turned(1, (0, 2), (0, 4)),
        .. Turned(1, (2, 2), (3, 3)),
        .. Turned(1, (2, 1), (4, 1)),
        .. Turned(1, (2, 1), (3, 2)),
        .. Turned(1, (2, 1), (4, 2)),
    ]);

    /// <summary>Adds the squares of the sums along all lines through each pixel.</summary>
    /// <param name="sum">Where they are added.</param>
    /// <param name="reference">A band of the reference.</param>
    /// <param name="distorted">The same of the distorted image.</param>
    /// <param name="weight">The band's weight.</param>
    /// <param name="asymmetry">1 for symmetry; below, added detail counts more than lost detail.</param>
    /// <param name="norm">The amplitude at which masking by the band itself begins.</param>
    public void AddTo(Plane sum, Plane reference, Plane distorted, double weight, double asymmetry, double norm)
    {
        var factor = gain * norm / ((2 * Length) + 1);
        var difference = new Difference((float)(factor * Math.Sqrt(0.5 * weight * asymmetry)), (float)(factor * Math.Sqrt(0.33 * weight / asymmetry)), (float)norm);
        using var padded = new Plane(sum.Width + (2 * Reach), sum.Height + (2 * Reach));
        padded.Samples.Clear();
        ParallelWork.ForRows(sum.Height, sum.Width, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                Lanes.Zip(reference.Row(y), distorted.Row(y), padded.Row(y + Reach).Slice(Reach, sum.Width), difference);
            }
        });
        ParallelWork.ForRows(sum.Height, sum.Width, (from, to) =>
        {
            var along = new float[sum.Width];
            foreach (var (count, points) in _lines)
            {
                float[] taps = [.. Enumerable.Repeat(MathF.Sqrt(count), points.Length)];
                var starts = new int[points.Length];
                for (var y = from; y < to; y++)
                {
                    for (var i = 0; i < starts.Length; i++)
                    {
                        starts[i] = ((y + Reach + points[i].Down) * padded.Width) + Reach + points[i].Right;
                    }

                    Lanes.Combine(padded.Samples, starts, taps, along);
                    TensorPrimitives.MultiplyAdd(along, along, sum.Row(y), sum.Row(y));
                }
            }
        });
    }

    /// <summary>A line and its mirror images: half of it is given, the other half is its reflection in the middle.</summary>
    private static IEnumerable<(int Count, (int Down, int Right)[] Points)> Turned(int count, params (int Down, int Right)[] half)
    {
        IEnumerable<(int Down, int Right)>[] turned =
        [
            half,
            half.Select(point => (point.Down, -point.Right)),
            half.Select(point => (point.Right, point.Down)),
            half.Select(point => (-point.Right, point.Down)),
        ];
        return turned
            .Select(points => (count, points.Concat(points.Select(point => (-point.Down, -point.Right))).Append((0, 0)).Order().ToArray()))
            .DistinctBy(line => string.Join(' ', line.Item2));
    }

    /// <summary>The difference of a reference and a distorted value, relative to their size, and more where the distorted value is out of bounds.</summary>
    private readonly struct Difference(float gain, float overshoot, float norm) : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
        {
            var beyond = Overshoot.Of(a, b, 0.55f, 1.05f) * overshoot;
            var signed = Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512<float>.Zero), -beyond, beyond);
            return (((a - b) * gain) + signed) / (((Vector512.Abs(a) + Vector512.Abs(b)) * 0.5f) + Vector512.Create(norm));
        }
    }
}

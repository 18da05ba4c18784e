using System.Numerics;
using Plane = IqaSharp.Imaging.Planes.Plane;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Filtering;

/// <summary>A two-dimensional filter that is symmetric about both axes.</summary>
/// <param name="radius">Its radius in pixels.</param>
/// <param name="quadrant">[radius + 1, radius + 1]: one quadrant, with the centre first.</param>
internal sealed class SymmetricFilter(int radius, float[] quadrant)
{
    public int Radius => radius;

    /// <summary>The coefficient at an offset from the centre, 0 … radius on each axis.</summary>
    public float this[int x, int y] => quadrant[(y * (radius + 1)) + x];

    /// <summary>The filtered plane.</summary>
    public Plane Apply(Plane plane)
    {
        var result = new Plane(plane.Width, plane.Height);
        using var padded = new MirroredPlane(plane, radius);
        var folded = new float[padded.Stride];
        var sums = new float[padded.AlignedWidth];
        for (var y = 0; y < plane.Height; y++)
        {
            Array.Clear(sums);
            for (var k = 0; k <= radius; k++)
            {
                Fold(padded, y, k, folded);
                Add(folded, quadrant.AsSpan(k * (radius + 1), radius + 1), sums);
            }

            sums.AsSpan(0, plane.Width).CopyTo(result.Row(y));
        }

        return result;
    }

    /// <summary>The sum of the rows at a distance above and below.</summary>
    private static void Fold(MirroredPlane padded, int y, int distance, Span<float> folded)
    {
        var above = padded.Row(y - distance);
        var below = padded.Row(y + distance);
        if (distance == 0)
        {
            above.CopyTo(folded);
        }
        else
        {
            TensorPrimitives.Add(above, below, folded);
        }
    }

    private void Add(float[] folded, ReadOnlySpan<float> row, float[] sums)
    {
        ref var centre = ref folded[radius];
        for (var x = 0; x < sums.Length; x += Vector<float>.Count)
        {
            var sum = new Vector<float>(sums, x) + (row[0] * MirroredPlane.Load(ref centre, x));
            for (var k = 1; k < row.Length; k++)
            {
                sum += row[k] * (MirroredPlane.Load(ref centre, x - k) + MirroredPlane.Load(ref centre, x + k));
            }

            sum.CopyTo(sums, x);
        }
    }
}

using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>How much the detail of an image hides differences.</summary>
internal static class ButteraugliMask
{
    private const int ErosionStep = 3;

    private static readonly ButteraugliBlur Blur = new(2.7);

    /// <summary>The compressed strength of high frequencies, blurred.</summary>
    public static Plane Blurred(ButteraugliBands bands)
    {
        using var x = Lanes.Zip(bands.Ultra[0], bands.High[0], new WeightedSum(2.5f, 2.5f));
        using var y = Lanes.Zip(bands.Ultra[1], bands.High[1], new WeightedSum(0.4f, 0.4f));
        using var strength = Lanes.Zip(x, y, default(Compressed));
        return Blur.Apply(strength);
    }

    /// <summary>At each pixel a weighted mean of the smallest values around it, so that detail beside a flat area does not hide what is in the area.</summary>
    public static Plane Erode(Plane mask)
    {
        using var padded = new Plane(mask.Width + (2 * ErosionStep), mask.Height + (2 * ErosionStep));
        padded.Samples.Fill(float.MaxValue); // never among the smallest
        for (var y = 0; y < mask.Height; y++)
        {
            mask.Row(y).CopyTo(padded.Row(y + ErosionStep)[ErosionStep..]);
        }

        var eroded = new Plane(mask.Width, mask.Height);
        ParallelWork.ForRows(mask.Height, mask.Width, (from, to) =>
        {
            Span<float> second = new float[mask.Width];
            Span<float> third = new float[mask.Width];
            Span<float> value = new float[mask.Width];
            for (var y = from; y < to; y++)
            {
                var smallest = eroded.Row(y);
                mask.Row(y).CopyTo(smallest);
                Lanes.Zip(smallest, smallest, second, new WeightedSum(2, 0));
                second.CopyTo(third);
                for (var around = 0; around < 9; around++)
                {
                    if (around != 4)
                    {
                        padded.Row(y + (ErosionStep * (around / 3))).Slice(ErosionStep * (around % 3), mask.Width).CopyTo(value);
                        Insert(value, smallest, second, third);
                    }
                }

                Lanes.Zip(smallest, second, smallest, new WeightedSum(0.45f, 0.3f));
                Lanes.Zip(smallest, third, smallest, new WeightedSum(1, 0.25f));
            }
        });
        return eroded;
    }

    /// <summary>Keeps the three smallest values in order.</summary>
    private static void Insert(Span<float> value, Span<float> smallest, Span<float> second, Span<float> third)
    {
        for (var x = 0; x < value.Length; x++)
        {
            var larger = MathF.Max(smallest[x], value[x]);
            smallest[x] = MathF.Min(smallest[x], value[x]);
            var largest = MathF.Max(second[x], larger);
            second[x] = MathF.Min(second[x], larger);
            third[x] = MathF.Min(third[x], largest);
        }
    }

    /// <summary>√(gain · v + gain · bias) − √(gain · bias) of v = √(a² + b²).</summary>
    private readonly struct Compressed : IBinaryOperation
    {
        private const float Gain = 6.19424080439f;
        private const float Bias = Gain * 12.61050594197f;

        private static readonly float Root = MathF.Sqrt(Bias);

        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
        {
            var strength = default(Hypotenuse).Apply(a, b);
            return Vector512.Sqrt((strength * Gain) + Vector512.Create(Bias)) - Vector512.Create(Root);
        }
    }
}

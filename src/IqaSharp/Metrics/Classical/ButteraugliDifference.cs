using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The visible difference of two images at one scale.</summary>
internal static class ButteraugliDifference
{
    /// <summary>hf_asymmetry of libjxl's program: below 1, added detail counts more than lost detail.</summary>
    private const float Asymmetry = 0.8f;

    private static readonly float MildAsymmetry = MathF.Sqrt(Asymmetry);

    // Weights of squared differences, X, Y, B.
    private static readonly float[] HighWeights = [400, 1.50815703118f];
    private static readonly float[] MiddleWeights = [2150, 10.6195433239f, 16.2176043152f];
    private static readonly float[] LowWeights = [29.2353797994f, 0.844626970982f, 0.703646627719f];

    private const float MaskToErrorGain = 10;

    /// <returns>[height, width], 0 where nothing differs.</returns>
    public static Plane Map(ButteraugliBands reference, ButteraugliBands distorted)
    {
        using var detail = Detail(reference, distorted);
        using var mask = ButteraugliMask.Blurred(reference);
        using (var other = ButteraugliMask.Blurred(distorted))
        {
            Add(mask, other, detail, new SquaredDifference(MaskToErrorGain));
        }

        using var eroded = ButteraugliMask.Erode(mask);
        var map = new Plane(mask.Width, mask.Height);
        ParallelWork.ForRows(map.Height, map.Width, (from, to) =>
        {
            Span<float> low = new float[map.Width];
            Span<float> change = new float[map.Width];
            for (var y = from; y < to; y++)
            {
                low.Clear();
                for (var channel = 0; channel < LowWeights.Length; channel++)
                {
                    Lanes.Zip(reference.Low[channel].Row(y), distorted.Low[channel].Row(y), change, new SquaredDifference(LowWeights[channel]));
                    TensorPrimitives.Add(low, change, low);
                }

                Lanes.Zip(eroded.Row(y), low, low, new Masked(0.20025578522f, 3.87449418804f, 0.505054525019f));
                Lanes.Zip(eroded.Row(y), detail.Row(y), change, new Masked(0.829591754942f, 0.451936922203f, 2.5485944793f));
                TensorPrimitives.Add(low, change, low);
                TensorPrimitives.Sqrt(low, map.Row(y));
            }
        });
        return map;
    }

    /// <summary>The difference of all bands but the low ones.</summary>
    private static Plane Detail(ButteraugliBands reference, ButteraugliBands distorted)
    {
        var sum = new Plane(reference.Low[0].Width, reference.Low[0].Height);
        sum.Samples.Clear();
        var (full, thin) = (ButteraugliMalta.Full, ButteraugliMalta.Thin);
        full.AddTo(sum, reference.Ultra[0], distorted.Ultra[0], 173.5, Asymmetry, 5);
        full.AddTo(sum, reference.Ultra[1], distorted.Ultra[1], 1.10039032555, Asymmetry, 71.7800275169);
        thin.AddTo(sum, reference.High[0], distorted.High[0], 6923.99476109, MildAsymmetry, 8051.15833247);
        thin.AddTo(sum, reference.High[1], distorted.High[1], 18.7237414387, MildAsymmetry, 4498534.45232);
        thin.AddTo(sum, reference.Middle[0], distorted.Middle[0], 8246.75321353, 1, 1009002.70582);
        thin.AddTo(sum, reference.Middle[1], distorted.Middle[1], 37.0819870399, 1, 130262059.556);
        for (var channel = 0; channel < HighWeights.Length; channel++)
        {
            Add(reference.High[channel], distorted.High[channel], sum, new AsymmetricDifference(HighWeights[channel]));
        }

        for (var channel = 0; channel < MiddleWeights.Length; channel++)
        {
            Add(reference.Middle[channel], distorted.Middle[channel], sum, new SquaredDifference(MiddleWeights[channel]));
        }

        return sum;
    }

    private static void Add<T>(Plane reference, Plane distorted, Plane sum, T operation)
        where T : struct, IBinaryOperation =>
        ParallelWork.ForRows(sum.Height, sum.Width, (from, to) =>
        {
            var change = new float[sum.Width];
            for (var y = from; y < to; y++)
            {
                Lanes.Zip(reference.Row(y), distorted.Row(y), change, operation);
                TensorPrimitives.Add(sum.Row(y), change, sum.Row(y));
            }
        });

    /// <summary>weight · (a − b)².</summary>
    private readonly struct SquaredDifference(float weight) : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => (a - b) * (a - b) * weight;
    }

    /// <summary>A squared difference, and in addition that from the nearest value between 0.4 and 1 of the reference.</summary>
    private readonly struct AsymmetricDifference(float weight) : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
        {
            var difference = a - b;
            var beyond = Overshoot.Of(a, b, 0.4f, 1);
            return ((difference * difference) * (0.8f * Asymmetry * weight)) + ((beyond * beyond) * (0.8f / Asymmetry * weight));
        }
    }

    /// <summary>b · gain(a)², where the mask a lowers the gain.</summary>
    private readonly struct Masked(float offset, float scale, float gain) : IBinaryOperation
    {
        private const float GlobalScale = (float)(1 / (17.8 * 0.79079917404));

        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
        {
            var visible = (Vector512<float>.One + (Vector512.Create(gain) / ((a * scale) + Vector512.Create(offset)))) * GlobalScale;
            return b * visible * visible;
        }
    }
}

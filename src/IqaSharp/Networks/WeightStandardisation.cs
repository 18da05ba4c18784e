using IqaSharp.Core;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Networks;

/// <summary>Weight standardisation of a fixed kernel: an engine without gradients does it once, at load.</summary>
internal static class WeightStandardisation
{
    /// <summary>(w − mean) / (deviation + 1e-5), per output channel.</summary>
    /// <param name="weight">[out, in, kernel, kernel].</param>
    /// <param name="deviation">Which deviation; the 1e-5 is outside the root, as in both public implementations.</param>
    public static Tensor Apply(Tensor weight, Deviation deviation)
    {
        var values = weight.ToFloats();
        var length = values.Length / weight.Shape[0];
        for (var start = 0; start < values.Length; start += length)
        {
            var kernel = values.AsSpan(start, length);
            TensorPrimitives.Subtract(kernel, TensorPrimitives.Average<float>(kernel), kernel);
            var count = deviation == Deviation.Population ? length : length - 1;
            var root = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(kernel) / count);
            TensorPrimitives.Divide(kernel, root + 1e-5f, kernel);
        }

        return Tensor.Of(values, weight.Shape);
    }
}

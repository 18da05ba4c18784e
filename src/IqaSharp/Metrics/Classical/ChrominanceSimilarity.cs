using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>How FSIMc and its relatives compare two chrominances: the product of their similarities, to a small power.</summary>
internal static class ChrominanceSimilarity
{
    /// <param name="a1">The first chrominance of the one image.</param>
    /// <param name="b1">The first of the other.</param>
    /// <param name="a2">The second of the one.</param>
    /// <param name="b2">The second of the other.</param>
    /// <param name="constant">Of the similarity.</param>
    /// <param name="power">0.03 or so.</param>
    public static Plane Of(Plane a1, Plane b1, Plane a2, Plane b2, float constant, float power)
    {
        var product = Lanes.Zip(a1, b1, new Similarity(constant));
        using var second = Lanes.Zip(a2, b2, new Similarity(constant));
        TensorPrimitives.Multiply(product.Samples, second.Samples, product.Samples);

        // Opposite colours have a negative product. Its power is complex; the authors take the real part, which is this one times cos 0.03π = 0.996.
        TensorPrimitives.Abs<float>(product.Samples, product.Samples);
        TensorPrimitives.Pow(product.Samples, power, product.Samples);
        return product;
    }
}

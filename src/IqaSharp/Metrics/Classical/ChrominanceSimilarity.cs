using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Chrominance similarity of FSIMc, SR-SIMc and VSI: the product of two channels' similarities, raised to a small power.</summary>
internal static class ChrominanceSimilarity
{
    /// <param name="a1">The first channel of one image.</param>
    /// <param name="b1">The first channel of the other.</param>
    /// <param name="a2">The second channel of one image.</param>
    /// <param name="b2">The second channel of the other.</param>
    /// <param name="constant">The constant of the similarity.</param>
    /// <param name="power">The exponent, about 0.03.</param>
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

using MathNet.Numerics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The shape of a generalised Gaussian by its ratio (E|x|)² / E x² = Γ(2/α)² / (Γ(1/α) Γ(3/α)), which grows with α.</summary>
/// <remarks>A table in steps of 0.001, and its nearest entry, as the authors of BRISQUE and NIQE do it.</remarks>
internal static class ShapeTable
{
    /// <summary>The most peaked shape of the table.</summary>
    public const double Smallest = 0.2;

    private const double Step = 0.001;
    private const int Entries = 9801; // up to 10, which is as good as uniform

    private static readonly double[] Ratios = [.. Enumerable.Range(0, Entries).Select(i => Ratio(Shape(i)))];

    /// <summary>(E|x|)² / E x² of a shape.</summary>
    public static double Ratio(double shape) => Math.Exp(
        (2 * SpecialFunctions.GammaLn(2 / shape)) - SpecialFunctions.GammaLn(1 / shape) - SpecialFunctions.GammaLn(3 / shape));

    /// <summary>The shape of a ratio; beyond the table, its nearest end.</summary>
    public static double OfRatio(double ratio)
    {
        var above = Array.BinarySearch(Ratios, ratio);
        above = Math.Clamp(above < 0 ? ~above : above, 1, Entries - 1);
        return Shape(ratio - Ratios[above - 1] <= Ratios[above] - ratio ? above - 1 : above);
    }

    private static double Shape(int entry) => Smallest + (Step * entry);
}

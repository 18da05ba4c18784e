using MathNet.Numerics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Look-up table for the shape of a generalised Gaussian by its ratio (E|x|)² / E x² = Γ(2/α)² / (Γ(1/α) Γ(3/α)), which grows with α.</summary>
/// <remarks>The nearest entry in steps of 0.001, as in the authors' code of BRISQUE and NIQE.</remarks>
internal static class ShapeTable
{
    /// <summary>The smallest shape in the table: the most peaked.</summary>
    public const double Smallest = 0.2;

    private const double Step = 0.001;
    private const int Entries = 9801; // up to 10, practically uniform

    private static readonly double[] Ratios = [.. Enumerable.Range(0, Entries).Select(i => Ratio(Shape(i)))];

    /// <summary>(E|x|)² / E x² of a shape.</summary>
    public static double Ratio(double shape) => Math.Exp(
        (2 * SpecialFunctions.GammaLn(2 / shape)) - SpecialFunctions.GammaLn(1 / shape) - SpecialFunctions.GammaLn(3 / shape));

    /// <summary>The shape for a ratio; outside the table, its nearest end.</summary>
    public static double OfRatio(double ratio)
    {
        var above = Array.BinarySearch(Ratios, ratio);
        above = Math.Clamp(above < 0 ? ~above : above, 1, Entries - 1);
        return Shape(ratio - Ratios[above - 1] <= Ratios[above] - ratio ? above - 1 : above);
    }

    private static double Shape(int entry) => Smallest + (Step * entry);
}

using IqaSharp.Core;

namespace IqaSharp.Evaluation;

/// <summary>The photographs that a model is quantised with. Every third one is scored afterwards, to see how far the scores move; the others are measured.</summary>
/// <param name="Measured">Files on which the ranges are measured.</param>
/// <param name="Checked">Files that are scored both ways.</param>
public sealed record QuantisationImages(IReadOnlyList<string> Measured, IReadOnlyList<string> Checked)
{
    /// <summary>The fewest photographs that will do.</summary>
    public const int Fewest = 6;

    private const int MostMeasured = 100;
    private const int MostChecked = 50;

    /// <summary>Divides photographs, at most 150 of them, spread evenly over the list.</summary>
    /// <exception cref="BadInputException">There are fewer than <see cref="Fewest"/>.</exception>
    public static QuantisationImages Of(IReadOnlyList<string> photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        if (photographs.Count < Fewest)
        {
            throw new BadInputException("photographs", $"{photographs.Count} are too few to measure ranges on: {Fewest} or more are needed, and 150 are best");
        }

        var count = Math.Min(photographs.Count, MostMeasured + MostChecked);
        var spread = Enumerable.Range(0, count).Select(i => photographs[(int)((long)i * photographs.Count / count)]).ToList();
        return new QuantisationImages([.. spread.Where((_, i) => i % 3 < 2)], [.. spread.Where((_, i) => i % 3 == 2)]);
    }
}

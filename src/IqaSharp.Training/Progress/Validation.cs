using System.Text.Json.Serialization;

namespace IqaSharp.Training.Progress;

/// <summary>How well predictions agree with what is known of held-out images.</summary>
/// <param name="Srcc">Spearman's rank correlation with people's scores; null where nothing is rated or all scores are equal.</param>
/// <param name="Plcc">Pearson's linear correlation; null likewise.</param>
/// <param name="Ladders">The share of pairs within held-out lists, from pristine to worst, that are in the right order; null without lists.</param>
/// <param name="PseudoLabels">Spearman's rank correlation with the pseudo-labels of held-out lists; null without any.</param>
/// <param name="Images">Number of rated images.</param>
internal sealed record Validation(double? Srcc, double? Plcc, double? Ladders, [property: JsonPropertyName("Weak")] double? PseudoLabels, int Images)
{
    /// <summary>Spearman's rank correlation with the pseudo-labels among the restorations of one photograph, averaged over photographs; null without restorations.</summary>
    public double? PerReference { get; init; }

    /// <summary>How often people choose as the distances do, among held-out choices between two images: the mean share of people who chose the nearer one; null without any.</summary>
    public double? Choices { get; init; }

    /// <summary>Accuracy of the labels; null where images are scored.</summary>
    public LabelAccuracy? Labels { get; init; }

    /// <summary>The number that the best epoch is chosen by. The dozen restorations of each photograph are too few to choose by them alone.</summary>
    public double Merit => Labels?.Label ?? Choices ?? Srcc ?? ((PerReference + PseudoLabels) / 2) ?? PseudoLabels ?? Ladders ?? double.MinValue;
}

/// <summary>Accuracy of labels of kind and level, as shares of the images.</summary>
/// <param name="Kind">The kind is right.</param>
/// <param name="Label">Kind and level are right.</param>
/// <param name="NearLevel">The kind is right, and the level to within one.</param>
internal sealed record LabelAccuracy(double Kind, double Label, double NearLevel);

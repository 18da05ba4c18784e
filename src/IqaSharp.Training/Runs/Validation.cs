namespace IqaSharp.Training.Runs;

/// <summary>What held-out images say.</summary>
/// <param name="Srcc">Spearman's rank correlation with the ratings; null where nothing is rated, or all scores are the same.</param>
/// <param name="Plcc">Pearson's linear correlation; null likewise.</param>
/// <param name="Ladders">The share of pairs in held-out lists whose order is right; null without lists.</param>
/// <param name="Weak">Spearman's rank correlation with the weak scores of held-out lists; null without some.</param>
/// <param name="Images">How many rated images.</param>
internal sealed record Validation(double? Srcc, double? Plcc, double? Ladders, double? Weak, int Images)
{
    /// <summary>Spearman's rank correlation with the weak scores among the restorations of one photograph, mean over photographs; null without restorations.</summary>
    public double? PerReference { get; init; }

    /// <summary>How often the right label was given; null where images are scored.</summary>
    public LabelAccuracy? Labels { get; init; }

    /// <summary>What the best epoch is chosen by. A dozen restorations of each photograph are few: by them alone chance would choose.</summary>
    public double Merit => Labels?.Label ?? Srcc ?? ((PerReference + Weak) / 2) ?? Weak ?? Ladders ?? double.MinValue;
}

/// <summary>How often labels of kind and level were right, as shares of the images.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Label">Kind and level.</param>
/// <param name="NearLevel">The kind, and the level to one.</param>
internal sealed record LabelAccuracy(double Kind, double Label, double NearLevel);

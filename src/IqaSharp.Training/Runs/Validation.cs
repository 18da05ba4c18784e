namespace IqaSharp.Training.Runs;

/// <summary>What held-out images say.</summary>
/// <param name="Srcc">Spearman's rank correlation with the ratings; not a number where nothing is rated.</param>
/// <param name="Plcc">Pearson's linear correlation.</param>
/// <param name="Ladders">The share of pairs in held-out lists whose order is right; null without lists.</param>
/// <param name="Weak">Spearman's rank correlation with the weak scores of held-out lists; null without some.</param>
/// <param name="Images">How many rated images.</param>
internal sealed record Validation(double Srcc, double Plcc, double? Ladders, double? Weak, int Images)
{
    /// <summary>What the best epoch is chosen by.</summary>
    public double Merit => double.IsNaN(Srcc) ? Ladders ?? double.NegativeInfinity : Srcc;
}

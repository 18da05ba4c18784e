namespace IqaSharp.Core;

/// <summary>An interval around a score.</summary>
/// <param name="Low">Its lower end, inside the metric's range.</param>
/// <param name="High">Its upper end, inside the metric's range.</param>
public readonly record struct ScoreInterval(double Low, double High)
{
    /// <summary>How far a score may be off: the larger distance from it to an end.</summary>
    public double Around(double score) => Math.Max(score - Low, High - score);

    /// <summary>Whether a value lies inside, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}

namespace IqaSharp.Evaluation;

/// <summary>A number, and how far chance in the choice of images may have moved it.</summary>
/// <param name="Value">Of all images.</param>
/// <param name="Low">Where the 95 % interval begins.</param>
/// <param name="High">Where it ends.</param>
public sealed record Estimate(double Value, double Low, double High);

using IqaSharp.Core;

namespace IqaSharp.Metrics.NoReference;

/// <summary>What is decided before BRISQUE's regressor is fitted.</summary>
/// <param name="Scale">The scale of the opinions: worst and best.</param>
/// <param name="Centres">How many of the images become centres of the regressor. They are stored: 400 take 120 kB.</param>
public sealed record BrisqueFitSettings(ScoreRange Scale, int Centres = 400);

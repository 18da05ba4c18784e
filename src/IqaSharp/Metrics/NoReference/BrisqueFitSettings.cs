using IqaSharp.Core;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Settings for fitting BRISQUE's regressor.</summary>
/// <param name="Scale">The scale of the opinions: worst to best.</param>
/// <param name="Centres">How many images become centres of the regressor. They are stored with it: 400 take 120 kB.</param>
internal sealed record BrisqueFitSettings(ScoreRange Scale, int Centres = 400);

namespace IqaSharp.Networks.Ckdn;

/// <summary>What CKDN computes while it is trained, of which only the first is left in scoring.</summary>
/// <param name="Degraded">[batch, 1]: the score with the degraded input.</param>
/// <param name="Pristine">[batch, 1]: the same predictor's with the pristine original; null without distillation or without a reference branch.</param>
/// <param name="Preference">[batch, 1]: the auxiliary predictor's probability that the second restored image is preferred to the first.</param>
/// <param name="DegradedEmbedding">The embedding of the degraded input; null without a reference branch.</param>
/// <param name="PristineEmbedding">The embedding of the pristine original, to which the other is drawn; null without distillation.</param>
public sealed record CkdnTraining<T>(T Degraded, T? Pristine, T Preference, T? DegradedEmbedding, T? PristineEmbedding)
    where T : class;

namespace IqaSharp.Networks.Ckdn;

/// <summary>What CKDN computes in training; scoring computes the first alone.</summary>
/// <param name="Degraded">[batch, 1]: the score with the degraded input.</param>
/// <param name="Pristine">[batch, 1]: the same predictor's score with the pristine original; null without distillation or without a reference branch.</param>
/// <param name="Preference">[batch, 1]: the auxiliary predictor's probability that the second restored image is preferred to the first.</param>
/// <param name="DegradedEmbedding">The embedding of the degraded input; null without a reference branch.</param>
/// <param name="PristineEmbedding">The embedding of the pristine original, towards which the other is pulled; null without distillation.</param>
internal sealed record CkdnTraining<T>(T Degraded, T? Pristine, T Preference, T? DegradedEmbedding, T? PristineEmbedding)
    where T : class;

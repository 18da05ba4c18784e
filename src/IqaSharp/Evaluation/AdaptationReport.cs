namespace IqaSharp.Evaluation;

/// <summary>How well an adapted model agrees with ratings that its head was not fitted to: ten-fold cross-validation, inside of which the strength of the regularisation
/// is chosen by another. Intervals are of 95 %, by a bootstrap over scenes.</summary>
/// <param name="Ratings">How many ratings there are.</param>
/// <param name="Scenes">Of how many scenes.</param>
/// <param name="Unadapted">The SRCC of the model as it was. No linear or monotone map of its scores changes it but in sign, and the sign that fits the ratings is taken.</param>
/// <param name="Adapted">The SRCC of the adapted model.</param>
/// <param name="Plcc">Its Pearson correlation.</param>
/// <param name="Gain">The difference of both SRCCs.</param>
public sealed record AdaptationReport(int Ratings, int Scenes, Estimate Unadapted, Estimate Adapted, double Plcc, Estimate Gain)
{
    /// <summary>Whether the gain is more than chance: its interval lies above 0.</summary>
    public bool HasGained => Gain.Low > 0;
}

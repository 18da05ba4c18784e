using IqaSharp.Core;

namespace IqaSharp.Models;

/// <summary>The scale on which the numbers of a place add up: the logit of its share of the range of scores, so that no place leaves the range; for a model without a range the scores themselves.</summary>
internal readonly record struct PlaceScale(ScoreRange? Range)
{
    private const double LeastShare = 0.005; // a score at an end of the range has no logit

    /// <summary>A score on this scale.</summary>
    public double From(double score)
    {
        if (Range is not { } range)
        {
            return score;
        }

        var share = Math.Clamp((score - range.Low) / (range.High - range.Low), LeastShare, 1 - LeastShare);
        return Math.Log(share / (1 - share));
    }

    /// <summary>The score of a value on this scale.</summary>
    public double To(double value) => Range is { } range ? range.Low + ((range.High - range.Low) / (1 + Math.Exp(-value))) : value;
}

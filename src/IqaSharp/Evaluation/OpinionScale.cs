using IqaSharp.Core;
using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>Puts a data set's opinions on a metric's scale.</summary>
internal static class OpinionScale
{
    /// <summary>The map from opinions to scores: the worst and the best opinion become the ends of the metric's range.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="range">The metric's range; null where it is unknown: then the opinions are taken to be on its scale.</param>
    /// <param name="higherIsBetter">The metric's direction.</param>
    /// <returns>Null where the set's scale is unknown, or the directions differ on a scale that is.</returns>
    public static Func<double, double>? To(DataSet set, ScoreRange? range, bool higherIsBetter)
    {
        var same = set.HigherIsBetter == higherIsBetter;
        return set.ScoreRange is not { } scale ? null
            : range is { } scores ? opinion => Between(scores, same ? Share(scale, opinion) : 1 - Share(scale, opinion))
            : same ? opinion => opinion
            : null;
    }

    private static double Share(ScoreRange scale, double opinion) => (opinion - scale.Low) / (scale.High - scale.Low);

    private static double Between(ScoreRange range, double share) => range.Low + (share * (range.High - range.Low));
}

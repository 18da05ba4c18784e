using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Distortions;

namespace IqaSharp.Training.Data.Opinions;

/// <summary>Opinions of KADID-10k by kind and level, moved to the levels that our distortions have.</summary>
internal static class PublishedOpinions
{
    /// <summary>The kinds whose levels differ from the published ones: their opinions are interpolated between parameters.</summary>
    private static readonly string[] OtherLevels = ["gaussian-blur", "saturation-lab", "jpeg2000", "mean-shift"];

    /// <summary>Reads a CSV file with the columns kind, level, published_parameter, mean and deviation.</summary>
    /// <returns>By kind, mean and deviation at our levels 1 to 5. Contrast is missing: the published levels also raise it, which people like.</returns>
    /// <exception cref="BadInputException">The file cannot be read, or lacks a level.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<(double Mean, double Deviation)>> Read(string path)
    {
        var rows = Table.ReadCsv(path, "kind", "level", "published_parameter", "mean", "deviation").Rows.ToLookup(row => row.Text("kind"));
        var worst = rows.SelectMany(kind => kind).Min(row => row.Number("mean"));
        return DistortionGroup.Classical.Kinds.Where(kind => kind.Name != "contrast").ToDictionary(kind => kind.Name, kind =>
        {
            var published = rows[kind.Name].OrderBy(row => row.Number("level")).ToList();
            return published.Count == Distortion.HighestLevel
                ? OtherLevels.Contains(kind.Name) ? ByParameter(published, kind.Levels, worst) : (IReadOnlyList<(double, double)>)[.. published.Select(Opinion)]
                : throw new BadInputException(path, $"has {published.Count} levels of {kind.Name} instead of {Distortion.HighestLevel}");
        });
    }

    private static (double Mean, double Deviation) Opinion(TableRow row) => (row.Number("mean"), row.Number("deviation"));

    /// <summary>A shift up and one down by the same amount are one level here. What lies beyond the published levels is extrapolated, but not below the worst opinion of all.</summary>
    private static IReadOnlyList<(double Mean, double Deviation)> ByParameter(List<TableRow> published, IReadOnlyList<double> levels, double worst)
    {
        var points = published.GroupBy(row => Math.Abs(row.Number("published_parameter")), Opinion).OrderBy(point => point.Key).ToList();
        double At(double level, Func<(double Mean, double Deviation), double> part) => Interpolation.At([.. points.Select(point => (point.Key, point.Average(part)))], level);
        return [.. levels.Select(level => (Math.Max(worst, At(level, opinion => opinion.Mean)), Math.Max(0, At(Math.Min(level, points[^1].Key), opinion => opinion.Deviation))))];
    }
}

using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;

namespace IqaSharp.Cli.Report;

/// <summary>Makes a report: photographs are scored, and their pictures made, as many at once as there are cores.</summary>
internal sealed class ReportRun(Metric metric, IReadOnlyList<ReportItem> items, ReportPage page)
{
    private const int MapSide = 32;

    private readonly List<ReportRow> _rows = [];
    private readonly List<QualityMap?> _maps = [];
    private readonly int _budget = Pictures.Budget(items.Sum(item => item.Reference is null ? 1 : 2));
    private volatile bool _hasNoMap;

    /// <summary>Scores what is not scored yet, and writes the page.</summary>
    /// <returns>The rows of those that failed.</returns>
    public async Task<IReadOnlyList<ReportRow>> RunAsync(CancellationToken cancellation)
    {
        using var progress = new ProgressLine(items.Count);
        Func<PreparedImage, Judged> process = items.Any(item => item.Known is not null) ? Show : Judge;
        await foreach (var judged in metric.ProcessManyAsync(items.Select(item => (item.Image, item.Reference)), process, cancellation))
        {
            Add(items[_rows.Count], judged);
            progress.Clear();
            progress.Advance();
        }

        progress.Clear();
        page.End(Data());
        return [.. _rows.Where(row => row.Error is not null)];
    }

    private void Add(ReportItem item, Judged judged)
    {
        var index = _rows.Count;
        if (judged.Pictures is { } pictures)
        {
            page.Picture('t', index, pictures.Thumbnail);
            page.Picture('p', index, pictures.Picture);
        }

        if (judged.Original is { } original)
        {
            page.Picture('o', index, original);
        }

        var row = judged.Row with { Name = item.Name, Folder = Path.GetDirectoryName(item.Name) is { Length: > 0 } folder ? folder.Replace('\\', '/') : "." };
        if (item.Known is { } known)
        {
            row = known.Score is null ? row : With(row, known.Score);
            row = row with { Error = known.Error ?? (known.Score is null ? row.Error ?? "has no score" : null), Note = known.Note ?? row.Error };
        }

        _rows.Add(row);
        _maps.Add(judged.Map);
    }

    /// <summary>A photograph's pictures alone; if it cannot be read, the row's error says why.</summary>
    private Judged Show(PreparedImage photograph) => photograph.Image is not { } image ? new(new ReportRow { Error = photograph.Error }) : new(
        new ReportRow { Camera = image.Camera, Width = image.Width, Height = image.Height, Pictures = true })
    {
        Pictures = Pictures.Of(image, _budget),
    };

    private Judged Judge(PreparedImage photograph)
    {
        var shown = Show(photograph);
        if (photograph.Image is not { } image)
        {
            return shown;
        }

        try
        {
            return photograph.Reference is { } reference ? Compared(shown, image, reference, photograph.Referenced!) : Explained(shown, image);
        }
        catch (BadInputException e)
        {
            return shown with { Row = shown.Row with { Error = photograph.Reason(e) } };
        }
    }

    private Judged Explained(Judged shown, Image image)
    {
        var explanation = metric.Explain(image);
        return shown with
        {
            Row = With(shown.Row, explanation.Score) with
            {
                Kinds = explanation.Damage.Count == 0 ? null : [.. explanation.Damage.Select(kind => new ReportKind(kind.Name, Math.Round(kind.Probability, 3)))],
                Place = explanation.Place?.Replace(' ', '-'),
                Standing = explanation.Standing,
            },
            Map = explanation.Map?.Reduced(MapSide),
        };
    }

    private Judged Compared(Judged shown, Image image, Image reference, ReferencedMetric referenced) => shown with
    {
        Row = With(shown.Row, referenced.Score(image)) with { HasOriginal = true },
        Original = Pictures.Of(reference, _budget).Picture,
        Map = MapOf(referenced, image),
    };

    /// <summary>A metric that has no map has none of any image.</summary>
    private QualityMap? MapOf(ReferencedMetric referenced, Image image)
    {
        try
        {
            return _hasNoMap ? null : referenced.Map(image).Reduced(MapSide);
        }
        catch (BadInputException e) when (e.Source == metric.Card.Name)
        {
            _hasNoMap = true;
            return null;
        }
    }

    private static ReportRow With(ReportRow row, QualityScore score) => row with
    {
        Score = Math.Round(score.Value, 4),
        Low = score.Interval?.Low,
        High = score.Interval?.High,
        Familiarity = score.Familiarity,
        Unfamiliar = score.IsUnfamiliar,
        Note = RowWriter.Joined(score.Precision == Precision.Fast ? PrecisionOption.Fast : null, score.Fitted),
    };

    private ReportData Data()
    {
        var scale = Scale();
        for (var i = 0; i < _rows.Count; i++)
        {
            using var map = _maps[i];
            _rows[i] = map is null || scale is null ? _rows[i] : _rows[i] with { Map = Packed(map, scale) };
        }

        ReportRange? range = metric.Card.Range is { } r ? new(r.Low, r.High) : null;
        return new ReportData(metric.Card.Name, metric.Card.HigherIsBetter, range, "", scale, CardView.Lines(metric.Card), _rows);
    }

    /// <summary>From the lowest to the highest value of nearly all places, so that one outlier does not flatten all maps.</summary>
    private ReportMapScale? Scale()
    {
        float[] values = [.. _maps.OfType<QualityMap>().SelectMany(map => map.Values.Samples.ToArray()).Order()];
        if (values.Length == 0)
        {
            return null;
        }

        var higher = _maps.OfType<QualityMap>().First().HigherIsBetter;
        var (low, high) = (higher ? values[values.Length / 100] : 0, values[values.Length - 1 - (values.Length / 100)]);
        return new ReportMapScale(low, Math.Max(high, low + 1e-6f), higher);
    }

    private static ReportMap Packed(QualityMap map, ReportMapScale scale)
    {
        var values = map.Values.Samples;
        var bytes = new byte[values.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp(Math.Round(255 * (values[i] - scale.Low) / (scale.High - scale.Low)), 0, 255);
        }

        return new ReportMap(map.Values.Width, map.Values.Height, bytes);
    }

    /// <summary>What was made of one photograph.</summary>
    private sealed record Judged(ReportRow Row)
    {
        public Pictures? Pictures { get; init; }

        public byte[]? Original { get; init; }

        public QualityMap? Map { get; init; }
    }
}

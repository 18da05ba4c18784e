using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;

namespace IqaSharp.Cli.Report;

/// <summary>Makes a report: each photograph is decoded while the one before it is scored, and its pictures are made meanwhile.</summary>
internal sealed class ReportRun(Metric metric, DecodeOptions decoding, IReadOnlyList<ReportItem> items, ReportPage page)
{
    private const int MapSide = 32;

    private readonly List<ReportRow> _rows = [];
    private readonly List<QualityMap?> _maps = [];
    private readonly int _budget = Pictures.Budget(items.Sum(item => item.Reference is null ? 1 : 2));
    private (string Path, Image Image, ReferencedMetric? Metric)? _reference;
    private bool _hasNoMap;

    /// <summary>Scores what is not scored yet, and writes the page.</summary>
    /// <returns>How many failed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var progress = new ProgressLine(items.Count);
        try
        {
            var next = Decode(0, cancellation);
            for (var i = 0; i < items.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (image, error) = await next;
                next = Decode(i + 1, cancellation);
                await AddAsync(i, items[i], image, error, cancellation);
                progress.Clear();
                progress.Advance();
            }
        }
        finally
        {
            _reference?.Metric?.Dispose();
        }

        progress.Clear();
        page.End(Data());
        return _rows.Count(row => row.Error is not null);
    }

    private Task<(Image? Image, string? Error)> Decode(int index, CancellationToken cancellation) => index >= items.Count ? Task.FromResult<(Image?, string?)>(default) : Task.Run<(Image?, string?)>(
        () =>
        {
            try
            {
                return (items[index].Image.Load(decoding), null);
            }
            catch (BadImageException e)
            {
                return (null, e.Reason);
            }
        },
        cancellation);

    private async Task AddAsync(int index, ReportItem item, Image? image, string? error, CancellationToken cancellation)
    {
        var row = new ReportRow(item.Name)
        {
            Folder = Path.GetDirectoryName(item.Name) is { Length: > 0 } folder ? folder.Replace('\\', '/') : ".",
            Camera = image?.Camera,
            Width = image?.Width,
            Height = image?.Height,
            Pictures = image is null ? null : true,
        };
        var pictures = image is null ? null : Task.Run(() => Pictures.Of(image, _budget), cancellation);
        QualityMap? map = null;
        if (item.Known is { } known)
        {
            row = row with { Score = known.Score, Low = known.Low, High = known.High, Familiarity = known.Familiarity, Unfamiliar = known.Unfamiliar, Error = known.Error ?? (known.Score is null ? error ?? "has no score" : null), Note = known.Note ?? error };
        }
        else
        {
            (row, map) = image is null ? (row with { Error = error }, null) : await Task.Run(() => Scored(row, item, image, index, cancellation), cancellation);
        }

        if (pictures is not null)
        {
            var made = await pictures;
            page.Picture('t', index, made.Thumbnail);
            page.Picture('p', index, made.Picture);
        }

        _rows.Add(row);
        _maps.Add(map);
    }

    private (ReportRow Row, QualityMap? Map) Scored(ReportRow row, ReportItem item, Image image, int index, CancellationToken cancellation)
    {
        try
        {
            if (item.Reference is null)
            {
                var explanation = metric.Explain(image, cancellation);
                row = With(row, explanation.Score) with
                {
                    Kinds = explanation.Damage.Count == 0 ? null : [.. explanation.Damage.Select(kind => new ReportKind(kind.Name, Math.Round(kind.Probability, 3)))],
                    Place = explanation.Place?.Replace(' ', '-'),
                    Standing = explanation.Standing,
                };
                return (row, explanation.Map?.Reduced(MapSide));
            }

            var referenced = Referenced(item.Reference);
            row = With(row, referenced.Score(image));
            page.Picture('o', index, Pictures.Of(_reference!.Value.Image, _budget).Picture);
            return (row with { HasOriginal = true }, MapOf(referenced, image));
        }
        catch (BadInputException e)
        {
            return (row with { Error = e.Source == item.Image.Path ? e.Reason : e.Message }, null);
        }
    }

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

    private ReferencedMetric Referenced(string path)
    {
        if (_reference is not { } kept || kept.Path != path)
        {
            _reference?.Metric?.Dispose();
            _reference = null;
            var image = Image.Load(path, decoding);
            _reference = kept = (path, image, metric.WithReference(image));
        }

        return kept.Metric!;
    }

    private static ReportRow With(ReportRow row, QualityScore score) => row with
    {
        Score = Math.Round(score.Value, 4),
        Low = score.Interval?.Low,
        High = score.Interval?.High,
        Familiarity = score.Familiarity,
        Unfamiliar = score.IsUnfamiliar,
        Note = score.Fitted,
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
}

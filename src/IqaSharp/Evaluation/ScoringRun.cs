using System.Globalization;
using System.Runtime.CompilerServices;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Evaluation;

/// <summary>Scores a data set with one metric. Each score is written to a file at once, and a run that was stopped continues from that file.</summary>
/// <example><code>
/// var set = DataSets.Load("ratings.csv");
/// using var run = ScoringRun.Start(set, "musiq", "scores");
/// await foreach (var image in run.ScoreAsync())
/// {
///     Console.WriteLine($"{image.Path}: {image.Score?.Value}");
/// }
///
/// var report = Evaluator.Compare(set, [run.Scores]);
/// </code></example>
public sealed class ScoringRun : IDisposable
{
    private readonly DataSet _set;
    private readonly Metric _metric;
    private readonly ReferenceImage _reference;
    private readonly ScoreFile _file;

    private ScoringRun(DataSet set, Metric metric, ReferenceImage reference, ScoreFile file) =>
        (_set, _metric, _reference, _file) = (set, metric, reference, file);

    /// <summary>The metric's card.</summary>
    public ModelCard Card => _metric.Card;

    /// <summary>How many images are not scored yet.</summary>
    public int Remaining => Unscored.Count();

    /// <summary>The scores so far, one for each item of the set; null for an image that failed or is not scored yet.</summary>
    public MetricScores Scores
    {
        get
        {
            QualityScore?[] scores = [.. _set.Items.Select(item => Row(item)?.Score)];
            return new(Card.Name, Card.HigherIsBetter, Array.ConvertAll(scores, score => score?.Value))
            {
                Range = Card.Range,
                Intervals = scores.Any(score => score?.Interval is not null) ? Array.ConvertAll(scores, score => score?.Interval) : null,
                Unfamiliar = scores.Any(score => score?.IsUnfamiliar is not null) ? Array.ConvertAll(scores, score => score?.IsUnfamiliar) : null,
            };
        }
    }

    /// <summary>The images that this run could not score, with the reason.</summary>
    public IReadOnlyList<ScoredImage> Failed => [.. _set.Items.Select(Row).OfType<ScoredImage>().Where(row => row.Score is null)];

    private bool TakesPairs => Card.ReferenceKind != ReferenceKind.NoReference;

    private IEnumerable<DataItem> Unscored => _set.Items.Where(item => Row(item) is null);

    /// <summary>Checks, before anything is scored, that a metric can score a data set.</summary>
    /// <param name="set">The images.</param>
    /// <param name="metric">An installed model, a model file, or a classical metric.</param>
    /// <param name="reference">See <see cref="Start"/>.</param>
    /// <returns>The metric's card.</returns>
    /// <exception cref="BadInputException">There is no such metric, it gives no scores, or the set lacks the references that it needs or lists an image twice.</exception>
    public static ModelCard Check(DataSet set, string metric, ReferenceImage? reference = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        using var loaded = Metric.Load(metric);
        Check(set, loaded, reference ?? Usual(set, loaded));
        return loaded.Card;
    }

    /// <summary>Loads a metric and the scores that are already known.</summary>
    /// <param name="set">The images.</param>
    /// <param name="metric">An installed model, a model file, or a classical metric.</param>
    /// <param name="folder">The folder of the file, which is named for the metric and ends in <c>.tsv</c>. Scores of another model, version or options, of images or references that have changed since, or made with other references, are not reused.</param>
    /// <param name="options">How the metric works; null for the defaults.</param>
    /// <param name="reference">What a metric that takes a reference compares restored images with; null for the degraded input where the metric was made for that and the set has them, else the pristine original.</param>
    /// <exception cref="BadInputException">There is no such metric, it gives no scores, the set lacks the references that it needs or lists an image twice, or the file cannot be written.</exception>
    public static ScoringRun Start(DataSet set, string metric, string folder, MetricOptions? options = null, ReferenceImage? reference = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new MetricOptions();
        var loaded = Metric.Load(metric, options);
        try
        {
            var used = reference ?? Usual(set, loaded);
            Check(set, loaded, used);
            return new ScoringRun(set, loaded, used, new ScoreFile(Path.Combine(folder, $"{loaded.Card.Name}.tsv"), Identity(metric, loaded, options, used), Files(set, loaded, used)));
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Scores the images that are not scored yet, and gives each when it is in the file. A reference that several images share is processed once.</summary>
    /// <param name="cancellation">Stops; a later run continues.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<ScoredImage> ScoreAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var items = Unscored.ToList();
        var scored = !TakesPairs ? _metric.ScoreManyAsync(items.Select(item => item.Image), cancellation)
            : _reference == ReferenceImage.Degraded ? DegradedInputs.ScoreAsync(items, _metric, _set.Degraded!, cancellation)
            : _metric.ScoreManyAsync(items.OrderBy(item => item.Reference, StringComparer.Ordinal).Select(item => new ImagePair(item.Image, item.Reference!)), cancellation);
        await foreach (var row in scored.ConfigureAwait(false))
        {
            _file.Add(row);
            yield return row;
        }
    }

    /// <summary>Closes the file and releases the metric.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _metric.Dispose();
    }

    private ScoredImage? Row(DataItem item) => _file.Find(Key(item, _metric));

    private static (string Image, string Reference) Key(DataItem item, Metric metric) =>
        (item.Image, metric.Card.ReferenceKind == ReferenceKind.NoReference ? "" : item.Reference ?? "");

    /// <summary>What each score is computed from: the state of the image and of what it is compared with, before either is read.</summary>
    private static Dictionary<(string Image, string Reference), string> Files(DataSet set, Metric metric, ReferenceImage reference)
    {
        var files = new Dictionary<(string, string), string>();
        foreach (var item in set.Items)
        {
            string?[] read = metric.Card.ReferenceKind == ReferenceKind.NoReference ? [item.Image]
                : [item.Image, reference == ReferenceImage.Degraded ? item.Degraded ?? item.Reference : item.Reference];
            files[Key(item, metric)] = string.Join(", ", read.OfType<string>().Select(State));
        }

        return files;
    }

    private static string State(string path) => FileState.Of(path) is { } state ? string.Create(CultureInfo.InvariantCulture, $"{state.Bytes} {state.ModifiedText}") : "absent";

    private static ReferenceImage Usual(DataSet set, Metric metric) =>
        metric.Card.ReferenceKind == ReferenceKind.DegradedReference && set.Degraded is not null ? ReferenceImage.Degraded : ReferenceImage.Pristine;

    private static void Check(DataSet set, Metric metric, ReferenceImage reference)
    {
        set.RequireDistinct();
        if (metric.NamesLabels)
        {
            throw new BadInputException(metric.Card.Name, "gives labels, not scores");
        }

        if (metric.Card.ReferenceKind == ReferenceKind.NoReference)
        {
            return;
        }

        if (reference == ReferenceImage.Degraded && set.Degraded is null)
        {
            throw new BadInputException(set.Name, $"names no degraded inputs, which {metric.Card.Name} is to compare its images with");
        }

        if (set.Items.Count(item => (reference == ReferenceImage.Degraded ? item.Degraded ?? item.Reference : item.Reference) is null) is > 0 and var lacking)
        {
            throw new BadInputException(set.Name, $"{lacking} of {set.Items.Count} images have no reference, which {metric.Card.Name} needs");
        }
    }

    /// <summary>What the scores depend on besides the images: the version of this library, the model's bytes, the options, and for a metric that takes a reference, which one and how sizes are matched.</summary>
    private static string Identity(string name, Metric metric, MetricOptions options, ReferenceImage reference)
    {
        var pairs = metric.Card.ReferenceKind == ReferenceKind.NoReference ? "" : $"{(reference == ReferenceImage.Degraded ? " degraded" : "")}{(options.SizeMismatch == SizeMismatchPolicy.Reference ? " fitted" : "")}";
        if (RunIdentity.Model(name, metric) is not { } model)
        {
            return $"{metric.Card.Name} of IqaSharp {RunIdentity.Version}{pairs}";
        }

        var settings = string.Create(CultureInfo.InvariantCulture, $"crops {options.Crops}{(options.MaxSide is { } side ? $" side {side}" : "")}{(options.Device != Device.Cpu ? $" {options.Device}" : "")}{(metric.Precision == Precision.Fast ? " in 8-bit integers" : "")}");
        return $"{metric.Card.Name} sha256:{model} of IqaSharp {RunIdentity.Version} {settings}{pairs}";
    }
}

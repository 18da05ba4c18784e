using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Core;
using IqaSharp.Metrics;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>What the scores of a run depend on besides the images. Files of scores carry it: Parquet in its metadata, CSV and JSON lines in a file beside them.</summary>
/// <param name="Version">The version of this library.</param>
/// <param name="Metrics">The metrics, in order.</param>
/// <param name="Options">The options that change scores or columns, as they are written on the command line.</param>
public sealed record RunDescription(string Version, IReadOnlyList<RunMetric> Metrics, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The share of the images; null for all.</summary>
    public string? Share { get; init; }

    /// <summary>How many images a complete file has rows of; null while it is not complete.</summary>
    public int? Images { get; init; }

    /// <summary>Describes a run of this library.</summary>
    /// <param name="metrics">The metrics, each with what it was loaded by.</param>
    /// <param name="options">Their options.</param>
    /// <param name="more">Further options that change rows, as they are written on the command line.</param>
    public static RunDescription Of(IEnumerable<(string NameOrPath, Metric Metric)> metrics, MetricOptions options, IReadOnlyDictionary<string, string>? more = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var used = metrics.ToList();
        var all = RunIdentity.Options(options, used.Any(static metric => metric.Metric.Card.ReferenceKind != ReferenceKind.NoReference));
        if (used.Any(static metric => metric.Metric.Precision == Precision.Fast))
        {
            all["--precision"] = "fast"; // not on every processor, although it was asked for
        }

        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        return new RunDescription(
            RunIdentity.Version,
            [.. used.Select(static metric => new RunMetric(metric.Metric.Card.Name, RunIdentity.Model(metric.NameOrPath, metric.Metric)) { HigherIsBetter = metric.Metric.Card.HigherIsBetter, Range = metric.Metric.Card.Range })],
            all);
    }

    /// <summary>Reads a description.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="source">The file, for the message.</param>
    /// <exception cref="BadInputException">It is none.</exception>
    public static RunDescription Parse(string json, string source)
    {
        try
        {
            var run = JsonSerializer.Deserialize(json, RunDescriptionContext.Default.RunDescription);
            return run is { Version: not null, Metrics: not null, Options: not null } && run.Metrics.All(static metric => metric?.Name is not null) ? run : throw new BadInputException(source, "does not describe a run of iqa score");
        }
        catch (JsonException e)
        {
            throw new BadInputException(source, "does not describe a run of iqa score", e);
        }
    }

    /// <summary>The description as text, which <see cref="Parse"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunDescriptionContext.Default.RunDescription);

    /// <summary>What differs between the run of a file and another, each a phrase; empty if their scores belong together.</summary>
    /// <param name="other">The other run.</param>
    /// <param name="ignoreShare">Whether other shares of the same images are the same run.</param>
    public IReadOnlyList<string> DifferencesTo(RunDescription other, bool ignoreShare = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        var differences = new List<string>();
        void Compare(string what, string? mine, string? theirs)
        {
            if (mine != theirs)
            {
                differences.Add($"{what}: {mine ?? "none"} there, {theirs ?? "none"} here");
            }
        }

        Compare("version", Version, other.Version);
        var (mine, theirs) = (Metrics.Select(static metric => metric.Name), other.Metrics.Select(static metric => metric.Name));
        Compare("metrics", string.Join(", ", mine), string.Join(", ", theirs));
        foreach (var (here, there) in Metrics.Join(other.Metrics, static metric => metric.Name, static metric => metric.Name, static (a, b) => (a, b)))
        {
            Compare($"model file of {here.Name} (SHA-256)", here.Model, there.Model);
        }

        foreach (var option in Options.Keys.Union(other.Options.Keys).Order(StringComparer.Ordinal))
        {
            Compare(option, Options.GetValueOrDefault(option), other.Options.GetValueOrDefault(option));
        }

        if (!ignoreShare)
        {
            Compare("share", Share ?? "all images", other.Share ?? "all images");
        }

        return differences;
    }
}

/// <summary>A metric of a run.</summary>
/// <param name="Name">Its name, which is also the column of its scores.</param>
/// <param name="Model">SHA-256 of its model file; null for a metric without one.</param>
public sealed record RunMetric(string Name, string? Model)
{
    /// <summary>Whether higher scores mean better quality.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>The range of its scores; null where it is unknown.</summary>
    public ScoreRange? Range { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(RunDescription))]
internal sealed partial class RunDescriptionContext : JsonSerializerContext;

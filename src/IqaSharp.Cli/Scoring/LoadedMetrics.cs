using IqaSharp.Core;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Scoring;

/// <summary>Several metrics that give scores, each under a name of its own.</summary>
internal sealed class LoadedMetrics : IDisposable
{
    private readonly List<Metric> _metrics = [];

    public IReadOnlyList<Metric> Metrics => _metrics;

    /// <exception cref="BadWeightsException">There is no such model, it gives no scores, or two have one name.</exception>
    public static LoadedMetrics Load(IEnumerable<string> names, MetricOptions options)
    {
        var loaded = new LoadedMetrics();
        try
        {
            foreach (var name in names)
            {
                loaded.Add(name, Metric.Load(name, options));
            }

            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    public void Dispose() => _metrics.ForEach(static metric => metric.Dispose());

    private void Add(string name, Metric metric)
    {
        _metrics.Add(metric);
        if (metric.NamesLabels)
        {
            throw new BadWeightsException(name, "gives labels, not scores: 'iqa classify' shows them");
        }

        if (_metrics.Count(other => other.Card.Name == metric.Card.Name) > 1)
        {
            throw new BadWeightsException(name, $"is called '{metric.Card.Name}', like another of the metrics");
        }
    }
}

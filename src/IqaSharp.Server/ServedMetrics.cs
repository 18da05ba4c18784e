using IqaSharp.Core;
using IqaSharp.Extensions;
using IqaSharp.Models;

namespace IqaSharp.Server;

/// <summary>The metrics of the server, loaded, by the names that they were asked for by and by those of their cards.</summary>
internal sealed class ServedMetrics(ServerOptions options, IServiceProvider services)
{
    private readonly List<(MetricService Service, ModelCard Card)> _all = [];

    /// <summary>Services and cards, the default first.</summary>
    public IReadOnlyList<(MetricService Service, ModelCard Card)> All => _all;

    /// <summary>Loads all of them, so that the first request does not wait.</summary>
    /// <exception cref="BadInputException">There is no such model, it cannot be used, or gives no scores.</exception>
    public async Task LoadAsync()
    {
        foreach (var name in options.Metrics)
        {
            var service = services.GetRequiredKeyedService<MetricService>(name);
            var metric = await service.GetMetricAsync();
            _all.Add(metric.NamesLabels ? throw new BadWeightsException(name, "gives labels, not scores") : (service, metric.Card));
        }
    }

    /// <summary>The metric of that name.</summary>
    /// <exception cref="BadHttpRequestException">It is not served.</exception>
    public MetricService Find(string name) =>
        _all.FirstOrDefault(metric => metric.Service.Name == name || metric.Card.Name == name).Service
            ?? throw new BadHttpRequestException($"there is no metric '{Printable.Of(name)}' here: {string.Join(", ", options.Metrics)}");

    /// <summary>The first metric that takes a reference of that kind, or none.</summary>
    /// <exception cref="BadHttpRequestException">No such metric is served.</exception>
    public MetricService First(Predicate<ReferenceKind> kind) =>
        _all.FirstOrDefault(metric => kind(metric.Card.ReferenceKind)).Service
            ?? throw new BadHttpRequestException($"no metric here does this: {string.Join(", ", options.Metrics)}");
}

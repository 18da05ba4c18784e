using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IqaSharp.Extensions;

/// <summary>Registers metrics with a service.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers a metric: as the <see cref="MetricService"/> of that key, and without a key if it is the first.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The model's name, such as <c>musiq</c>, or a name of your own if <see cref="MetricServiceOptions.Model"/> names the model.</param>
    /// <param name="configure">Settings; null for the defaults.</param>
    /// <example><code>
    /// builder.Services.AddIqaMetric("musiq");
    /// app.MapPost("/photos", async (HttpRequest request, MetricService musiq, CancellationToken stop) =>
    ///     (await musiq.ScoreAsync(request.Body, stop)).Value);
    /// </code></example>
    public static IServiceCollection AddIqaMetric(this IServiceCollection services, string name, Action<MetricServiceOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.AddOptions<MetricServiceOptions>(name).Configure(configure ?? (_ => { }));
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<MetricService>(name));
        return services;
    }

    /// <summary>Registers a metric with settings from a section of the configuration.</summary>
    /// <inheritdoc cref="AddIqaMetric(IServiceCollection, string, Action{MetricServiceOptions}?)"/>
    /// <param name="services">The services.</param>
    /// <param name="name">The model's name, such as <c>musiq</c>, or a name of your own if <see cref="MetricServiceOptions.Model"/> names the model.</param>
    /// <param name="configuration">The section, with the names of <see cref="MetricServiceOptions"/>.</param>
    public static IServiceCollection AddIqaMetric(this IServiceCollection services, string name, IConfiguration configuration) =>
        services.AddIqaMetric(name, options => configuration.Bind(options));

    /// <summary>Adds the health check of a metric that <see cref="AddIqaMetric(IServiceCollection, string, Action{MetricServiceOptions}?)"/> registered:
    /// healthy where its model is loaded, degraded where the next image would be refused, unhealthy where there is no model.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The metric's name.</param>
    /// <param name="tags">Tags, such as <c>ready</c>.</param>
    public static IHealthChecksBuilder AddIqaMetric(this IHealthChecksBuilder builder, string name, params IEnumerable<string> tags) => builder.Add(
        new HealthCheckRegistration(name, provider => new MetricHealthCheck(provider.GetRequiredKeyedService<MetricService>(name)), failureStatus: null, tags));

    private static MetricService Create(IServiceProvider provider, string name) => new(
        name,
        provider.GetRequiredService<IOptionsMonitor<MetricServiceOptions>>().Get(name),
        provider.GetService<ILogger<MetricService>>() ?? NullLogger<MetricService>.Instance);
}

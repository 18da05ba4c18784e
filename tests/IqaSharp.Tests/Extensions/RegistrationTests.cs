using IqaSharp.Extensions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Xunit;

namespace IqaSharp.Tests.Extensions;

/// <summary>Metrics in a container of services.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void The_first_metric_needs_no_key_and_every_metric_has_one()
    {
        using var provider = new ServiceCollection().AddLogging().AddIqaMetric("niqe").AddIqaMetric("ssim").BuildServiceProvider();
        var first = provider.GetRequiredService<MetricService>();
        Assert.Equal("niqe", first.Name);
        Assert.Same(first, provider.GetRequiredKeyedService<MetricService>("niqe"));
        Assert.Equal("ssim", provider.GetRequiredKeyedService<MetricService>("ssim").Name);
        Assert.Null(provider.GetKeyedService<MetricService>("psnr"));
    }

    [Fact]
    public async Task Settings_come_from_a_section_of_the_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Iqa:Model"] = "niqe", ["Iqa:MaxQueue"] = "7", ["Iqa:MaxSide"] = "512" }).Build();
        await using var provider = new ServiceCollection().AddIqaMetric("gate", configuration.GetSection("Iqa")).BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<MetricServiceOptions>>().Get("gate");
        Assert.Equal(("niqe", 7, 512, 2), (options.Model, options.MaxQueue, options.MaxSide, options.MaxConcurrency));
        var service = provider.GetRequiredKeyedService<MetricService>("gate");
        Assert.Equal((9, "niqe"), (service.Free, (await service.GetMetricAsync()).Card.Name));
    }

    [Fact]
    public async Task The_health_check_loads_the_model_and_says_why_it_cannot()
    {
        var services = new ServiceCollection().AddLogging().AddIqaMetric("niqe").AddIqaMetric("broken", options => options.Model = "nowhere.safetensors");
        services.AddHealthChecks().AddIqaMetric("niqe", "ready").AddIqaMetric("broken");
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Healthy, "niqe is loaded"), (report.Entries["niqe"].Status, report.Entries["niqe"].Description));
        Assert.Equal(["ready"], report.Entries["niqe"].Tags);
        Assert.Equal((HealthStatus.Unhealthy, "nowhere.safetensors: no such file"), (report.Entries["broken"].Status, report.Entries["broken"].Description));
    }

    /// <summary>Stopping a service releases its networks.</summary>
    [Fact]
    public async Task The_container_disposes_of_a_loaded_metric()
    {
        MetricService service;
        await using (var provider = new ServiceCollection().AddIqaMetric("musiq").BuildServiceProvider())
        {
            service = provider.GetRequiredService<MetricService>();
            Assert.InRange((await service.ScoreAsync(Repository.Sample("rocket.jpg"), TestContext.Current.CancellationToken)).Value, 80, 90);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => service.ScoreAsync(Repository.Sample("rocket.jpg"), TestContext.Current.CancellationToken));
    }
}

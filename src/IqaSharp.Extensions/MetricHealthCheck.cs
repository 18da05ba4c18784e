using IqaSharp.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IqaSharp.Extensions;

/// <summary>Healthy where the model is loaded, which it does first if need be; degraded where the next image would be refused; unhealthy where there is no model.</summary>
/// <param name="service">The metric.</param>
internal sealed class MetricHealthCheck(MetricService service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var metric = await service.GetMetricAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return service.Free > 0
                ? HealthCheckResult.Healthy($"{metric.Card.Name} is loaded")
                : HealthCheckResult.Degraded($"{service.Name}: as many images wait as may");
        }
        catch (BadInputException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }
    }
}

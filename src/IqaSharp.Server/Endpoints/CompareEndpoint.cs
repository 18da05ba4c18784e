using IqaSharp.Core;
using IqaSharp.Extensions;
using IqaSharp.Metrics;
using IqaSharp.Server.Contract;

namespace IqaSharp.Server.Endpoints;

/// <summary><c>POST /v1/compare</c>.</summary>
internal static class CompareEndpoint
{
    public static Task<IResult> PostAsync(HttpContext context, Answering answering, ServedMetrics metrics, string? metric = null)
    {
        var services = metric is null
            ? [.. metrics.All.Where(served => served.Card.ReferenceKind == ReferenceKind.FullReference).Select(served => served.Service)]
            : metric.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(metrics.Find).ToList();
        return answering.RunAsync<QualityScore>(context, async (uploads, work) =>
        {
            var reference = uploads.Reference ?? throw new BadHttpRequestException($"the form has no file in the field '{Upload.Reference}'");
            var compared = new List<MetricComparison>();
            foreach (var service in services)
            {
                compared.Add(await CompareAsync(service, uploads.Images, reference, work));
            }

            return Results.Ok(new ComparisonResult(reference.Name, [.. uploads.Images.Select(image => image.Name)], compared));
        });
    }

    private static async Task<MetricComparison> CompareAsync(MetricService service, IReadOnlyList<Upload> images, Upload reference, Answering.Work<QualityScore> work)
    {
        var card = (await service.GetMetricAsync()).Card;
        var alone = card.ReferenceKind == ReferenceKind.NoReference;
        var (scores, errors) = (new double?[images.Count], new string?[images.Count]);
        for (var i = 0; i < images.Count; i++)
        {
            try
            {
                var score = alone
                    ? await work(service, [images[i].Encoded], (loaded, decoded, stop) => loaded.ScoreAsync(decoded[0], stop))
                    : await work(service, [images[i].Encoded, reference.Encoded], (loaded, decoded, stop) => loaded.ScoreAsync(decoded[0], decoded[1], stop));
                scores[i] = score.Value;
            }
            catch (BadInputException e)
            {
                errors[i] = e.Message;
            }
        }

        var comparison = new Comparison(card.Name, card.HigherIsBetter, scores, errors.FirstOrDefault(error => error is not null));
        return new MetricComparison(comparison.Metric, comparison.HigherIsBetter, scores, comparison.Winners, errors);
    }
}

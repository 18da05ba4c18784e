using IqaSharp.Core;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using IqaSharp.Server.Contract;

namespace IqaSharp.Server.Endpoints;

/// <summary><c>POST /v1/map</c>.</summary>
internal static class MapEndpoint
{
    private const string Png = "image/png";

    public static Task<IResult> PostAsync(HttpContext context, Answering answering, ServedMetrics metrics, string? metric = null) =>
        answering.RunAsync<IResult>(context, async (uploads, work) =>
        {
            var (file, reference) = (uploads.Images[0], uploads.Reference);
            var service = metric is not null ? metrics.Find(metric) : metrics.First(kind => kind == (reference is null ? ReferenceKind.NoReference : ReferenceKind.FullReference));
            return await work(service, reference is null ? [file.Encoded] : [file.Encoded, reference.Encoded], (loaded, images, stop) =>
            {
                stop.ThrowIfCancellationRequested();
                var result = Of(loaded, file.Name, images);
                return Task.FromResult(WantsPng(context.Request) ? Drawn(result) : Results.Ok(result));
            });
        });

    private static MapResult Of(Metric metric, string name, IReadOnlyList<Imaging.Image> images)
    {
        var range = metric.Card.Range ?? new ScoreRange(0, 100);
        if (metric.Card.ReferenceKind == ReferenceKind.NoReference)
        {
            using var map = ScoreMap.Of(metric, images[0]);
            return MapResult.Of(name, metric.Card.Name, map, range.Low, range.High, metric.Card.HigherIsBetter);
        }

        if (images.Count < 2)
        {
            throw new ReferenceKindException(metric.Card);
        }

        var classical = ClassicalMetrics.Find(metric.Card.Name);
        using var difference = classical is null ? null : DifferenceMap.Of(classical, images[1], images[0]);
        return difference is not null
            ? MapResult.Of(name, metric.Card.Name, difference, 0, 1, higherIsBetter: false)
            : throw new BadHttpRequestException($"{metric.Card.Name} has no map");
    }

    private static bool WantsPng(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains(Png, StringComparison.OrdinalIgnoreCase) == true);

    private static IResult Drawn(MapResult map)
    {
        using var plane = new Plane(map.Width, map.Height);
        map.Values.ToArray().CopyTo(plane.Samples);
        var encoded = new MemoryStream();
        HeatMap.Draw(plane, map.Low, map.High).Save(encoded);
        return Results.Bytes(encoded.ToArray(), Png);
    }
}

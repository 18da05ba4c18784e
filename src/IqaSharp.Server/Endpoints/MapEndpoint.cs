using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;
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
                using var map = images.Count == 1 ? loaded.Map(images[0], stop) : loaded.Map(images[0], images[1], stop);
                return Task.FromResult(WantsPng(context.Request) ? Drawn(images[0], map, loaded.Card.Name) : Results.Ok(MapResult.Of(file.Name, loaded.Card.Name, map)));
            });
        });

    private static bool WantsPng(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains(Png, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The map over its image, as <c>iqa map</c> draws it.</summary>
    private static IResult Drawn(Image image, QualityMap map, string metric)
    {
        var encoded = new MemoryStream();
        MapLegend.Below(HeatMap.Overlay(image, map.Values, map.Range.Low, map.Range.High), map.Range.Low, map.Range.High, metric).Save(encoded);
        return Results.Bytes(encoded.ToArray(), Png);
    }
}

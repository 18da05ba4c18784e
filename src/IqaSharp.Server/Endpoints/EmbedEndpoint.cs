using IqaSharp.Core;
using IqaSharp.Server.Contract;

namespace IqaSharp.Server.Endpoints;

/// <summary><c>POST /v1/embed</c>.</summary>
internal static class EmbedEndpoint
{
    public static Task<IResult> PostAsync(HttpContext context, Answering answering, ServedMetrics metrics, string? metric = null, bool scales = false)
    {
        var service = metric is null ? metrics.First(kind => kind == ReferenceKind.NoReference) : metrics.Find(metric);
        return answering.RunAsync<EmbeddingResult>(context, async (uploads, work) =>
        {
            var file = uploads.Images[0];
            return Results.Ok(await work(service, [file.Encoded], (loaded, images, stop) =>
            {
                stop.ThrowIfCancellationRequested();
                try
                {
                    var embedding = loaded.Embed(images[0]);
                    return Task.FromResult(new EmbeddingResult(file.Name, loaded.Card.Name, embedding.Image, scales ? embedding.Scales : null));
                }
                catch (InvalidOperationException e)
                {
                    throw new BadHttpRequestException(e.Message); // the metric gives none
                }
            }));
        });
    }
}

using IqaSharp.Core;
using IqaSharp.Server.Contract;

namespace IqaSharp.Server.Endpoints;

/// <summary><c>POST /v1/score</c>.</summary>
internal static class ScoreEndpoint
{
    public static Task<IResult> PostAsync(HttpContext context, Answering answering, ServedMetrics metrics, string? metric = null)
    {
        var service = metric is null ? metrics.First(kind => kind == ReferenceKind.NoReference) : metrics.Find(metric);
        return answering.RunAsync<ScoreResult>(context, async (uploads, work) =>
        {
            Task<ScoreResult> ScoreAsync(Upload file) => work(service, [file.Encoded], async (loaded, images, stop) =>
                ScoreResult.Of(file.Name, loaded.Card.Name, await loaded.ScoreAsync(images[0], stop)));
            if (!uploads.IsForm)
            {
                return Results.Ok(await ScoreAsync(uploads.Images[0]));
            }

            var results = new List<ScoreResult>();
            foreach (var file in uploads.Images)
            {
                try
                {
                    results.Add(await ScoreAsync(file));
                }
                catch (BadInputException e)
                {
                    results.Add(new ScoreResult(file.Name, service.Name, null, Error: e.Message));
                }
            }

            return Results.Ok(new ScoreResults(results));
        });
    }
}

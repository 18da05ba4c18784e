using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace IqaSharp.Weights;

/// <summary>Fetches a file over HTTP: in parts that a later attempt continues, checked before anybody sees it.</summary>
/// <param name="client">The client; its own time-out is for the answer's beginning.</param>
/// <param name="stall">How long nothing may come before the connection is given up.</param>
/// <param name="retries">How often a broken connection is taken up again.</param>
public sealed class Download(HttpClient client, TimeSpan stall, int retries)
{
    private const int BufferSize = 1 << 17;

    /// <summary>No checkpoint is as large: what is larger is not one.</summary>
    private const long LargestFile = 4L << 30;

    /// <summary>Fetches the file whole.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="path">Where it goes; until it is whole it is called <c>….part</c>, and <c>….part.tag</c> says of which version.</param>
    /// <param name="size">Its length, where known.</param>
    /// <param name="sha256">Its SHA-256 or the beginning of it, where known.</param>
    /// <param name="progress">Told of what arrives.</param>
    /// <param name="cancellation">Stops it; what has come stays for the next attempt.</param>
    /// <returns>The file's SHA-256.</returns>
    /// <exception cref="BadInputException">It cannot be had, or is not what was expected; then nothing of it stays.</exception>
    public async Task<string> FetchAsync(Uri url, string path, long? size, string? sha256, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = new PartialFile(path + ".part");
        var fruitless = 0;
        while (true)
        {
            var before = part.Length;
            try
            {
                var answer = await ContinueAsync(url, part, size, progress, cancellation).ConfigureAwait(false);
                return Verify(url, part, path, answer, size, sha256);
            }
            catch (Exception e) when (IsBroken(e, cancellation))
            {
                fruitless = part.Length > before ? 0 : fruitless + 1;
                if (fruitless > retries)
                {
                    var kept = part.Length > 0 ? $"; {part.Length / 1e6:0.0} MB are kept, and the next attempt goes on from there" : "";
                    throw new BadInputException(url.ToString(), $"{Reason(e)}{kept}", e);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(stall.TotalMilliseconds, 500 * fruitless)), cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw BadInputException.CannotWrite(part.Path, e);
            }
        }
    }

    /// <summary>One connection: what is missing, from where the part ends.</summary>
    private async Task<Answer> ContinueAsync(Uri url, PartialFile part, long? size, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (part.Length > 0 && part.Tag is { } tag)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(tag));
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(stall);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            if (response.Content.Headers.ContentRange?.Length == part.Length)
            {
                return new Answer(Md5(response)); // it was all here already
            }

            part.Delete();
            throw new HttpIOException(HttpRequestError.InvalidResponse, "the server does not know the rest of the file");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw Refused(url, response.StatusCode);
        }

        var continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length;
        if (!continues)
        {
            part.Start(response.Headers.ETag is { IsWeak: false } etag ? etag.ToString() : null);
        }

        var total = continues ? response.Content.Headers.ContentRange!.Length : response.Content.Headers.ContentLength;
        var limit = size ?? total ?? LargestFile;
        if ((total ?? 0) > Math.Min(limit, LargestFile))
        {
            part.Delete();
            throw new BadInputException(url.ToString(), $"the server's file has {total} bytes, not the {limit} expected");
        }

        await CopyAsync(response, part, limit, total, url, progress, waiting).ConfigureAwait(false);
        return new Answer(Md5(response));
    }

    private async Task CopyAsync(HttpResponseMessage response, PartialFile part, long limit, long? total, Uri url, IProgress<DownloadProgress>? progress, CancellationTokenSource waiting)
    {
        var source = await response.Content.ReadAsStreamAsync(waiting.Token).ConfigureAwait(false);
        var target = part.Append();
        await using (source.ConfigureAwait(false))
        await using (target.ConfigureAwait(false))
        {
            var buffer = new byte[BufferSize];
            int count;
            while ((count = await source.ReadAsync(buffer, waiting.Token).ConfigureAwait(false)) > 0)
            {
                if (target.Position + count > limit)
                {
                    await target.DisposeAsync().ConfigureAwait(false);
                    part.Delete();
                    throw new BadInputException(url.ToString(), $"the server sends more than the {limit} bytes that the file has");
                }

                await target.WriteAsync(buffer.AsMemory(0, count), waiting.Token).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(target.Position, total));
                waiting.CancelAfter(stall);
            }

            if (target.Position < total)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke off");
            }
        }
    }

    private static string Verify(Uri url, PartialFile part, string path, Answer answer, long? size, string? sha256)
    {
        var (found, md5) = part.Hash();
        var fault = size is { } expected && part.Length != expected ? $"has {part.Length} bytes, not the {expected} expected"
            : sha256 is not null && !found.StartsWith(sha256, StringComparison.OrdinalIgnoreCase) ? $"has the SHA-256 {found}, not the {sha256}{(sha256.Length < 64 ? "…" : "")} expected"
            : answer.Md5 is not null && answer.Md5 != md5 ? "arrived damaged: its MD5 is not the one that the server states"
            : null;
        if (fault is not null)
        {
            part.Delete();
            throw new BadInputException(url.ToString(), $"{fault}; it was deleted");
        }

        part.Complete(path);
        return found;
    }

    private static BadInputException Refused(Uri url, HttpStatusCode status) => new(url.ToString(), status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => "the server has no such file (404): it may have moved; a checkpoint from elsewhere can be made a model with 'iqa convert'",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"the server refuses it ({(int)status})",
        _ => $"the server answers {(int)status}",
    });

    private static bool IsBroken(Exception e, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && e is HttpRequestException or HttpIOException or OperationCanceledException or IOException { InnerException: SocketException };

    private static string Reason(Exception e) => e switch
    {
        OperationCanceledException => "the server stopped sending",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the server cannot be found: is there a network?",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "the server cannot be reached",
        _ => "the connection broke off",
    };

    /// <summary>The MD5 that Google's storage states with every file.</summary>
    private static string? Md5(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-goog-hash", out var values)
            ? values.SelectMany(v => v.Split(',')).Select(v => v.Trim()).FirstOrDefault(v => v.StartsWith("md5=", StringComparison.Ordinal))?[4..]
            : null;

    private sealed record Answer(string? Md5);
}

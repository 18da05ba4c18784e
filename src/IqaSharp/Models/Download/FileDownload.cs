using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using IqaSharp.Core;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Models.Download;

/// <summary>Loads one file, going on from where an earlier attempt or process stopped.</summary>
internal sealed class FileDownload(HttpClient http, DownloadOptions options)
{
    private const int MostRedirects = 10;
    private const int BufferBytes = 1 << 17;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Loads a file to <c>path.part</c>; what the server says of it is kept in <c>path.part.json</c>.</summary>
    /// <returns>What the server says of the file. It is complete, and its hash is for the caller to check.</returns>
    /// <exception cref="BadInputException">It cannot be loaded or written. What has been loaded is kept.</exception>
    /// <exception cref="BadWeightsException">It is not the file that is meant. Nothing is kept.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. What has been loaded is kept.</exception>
    public async Task<DownloadState> FetchAsync(PublishedFile published, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = Part.Of(path);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(published, part, progress, cancellation).ConfigureAwait(false);
            }
            catch (BrokenOffException) when (attempt < options.Attempts)
            {
                await Task.Delay(options.Pause * Math.Pow(2, attempt - 1), cancellation).ConfigureAwait(false);
            }
            catch (BrokenOffException e)
            {
                var kept = part.Length > 0 ? $"; the {Megabytes(part.Length)} that have arrived are kept, and the next pull goes on from there" : "; try again later";
                throw new BadInputException(published.Address.ToString(), $"{e.Message}{(attempt > 1 ? $", {attempt} times" : "")}{kept}", e);
            }
        }
    }

    private async Task<DownloadState> AttemptAsync(PublishedFile published, Part part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var former = part.ReadState(published.Address);
        var start = former is null ? 0 : part.Length;
        if (start > 0 && start == former!.Total)
        {
            return former;
        }

        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            stall.CancelAfter(options.StallTimeout);
            using var response = await AskAsync(published.Address, start, former?.Condition, stall.Token).ConfigureAwait(false);
            var range = response.Content.Headers.ContentRange;
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    start = 0; // all of it: the server knows no ranges, or the file is another one by now
                    break;
                case HttpStatusCode.PartialContent when start > 0 && range?.From == start && IsSameFile(former!, DownloadState.Of(published.Address, response)):
                    break;
                case HttpStatusCode.RequestedRangeNotSatisfiable when start > 0 && range?.Length == start:
                    return former! with { Total = start };
                case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when start > 0:
                    part.Delete(); // what is there is no beginning of what the server has
                    return await AttemptAsync(published, part, progress, cancellation).ConfigureAwait(false);
                default:
                    throw HttpTrouble.Of(published.Address, response);
            }

            var state = DownloadState.Of(published.Address, response);
            if (start > 0)
            {
                // The response to a range may leave out what the first one said.
                state = state with { Total = state.Total ?? former!.Total, Md5 = state.Md5 ?? former!.Md5, ETag = former!.ETag, LastModified = former.LastModified };
            }

            RequireSize(published, part, state.Total);
            await ReceiveAsync(published, part, start, state, response, progress, stall).ConfigureAwait(false);
            return state;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new BrokenOffException(string.Create(CultureInfo.InvariantCulture, $"nothing arrived for {options.StallTimeout.TotalSeconds:0.#} s"), e);
        }
    }

    /// <summary>Asks for the file, or for what is missing of it, and follows redirects as far as they are secure.</summary>
    private async Task<HttpResponseMessage> AskAsync(Uri address, long start, RangeConditionHeaderValue? condition, CancellationToken cancellation)
    {
        var at = address;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (at.Scheme != Uri.UriSchemeHttps && !(at.Scheme == Uri.UriSchemeHttp && at.IsLoopback))
            {
                throw new BadInputException(address.ToString(), at == address ? "only https is loaded from" : $"leads to {at}, and only https is loaded from");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.Add(new("identity")); // a range of compressed bytes would fit nothing
            request.Headers.UserAgent.Add(new("IqaSharp", null));
            if (start > 0)
            {
                request.Headers.Range = new RangeHeaderValue(start, null);
                request.Headers.IfRange = condition;
            }

            HttpResponseMessage response;
            try
            {
                response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException e)
            {
                throw HttpTrouble.Of(at, e);
            }

            if (response.Headers.Location is not { } location || (int)response.StatusCode is < 300 or > 399)
            {
                return response;
            }

            response.Dispose();
            at = new Uri(at, location);
        }

        throw new BadInputException(address.ToString(), $"leads on and on: more than {MostRedirects} redirects");
    }

    private async Task ReceiveAsync(
        PublishedFile published, Part part, long start, DownloadState state, HttpResponseMessage response, IProgress<DownloadProgress>? progress, CancellationTokenSource stall)
    {
        var limit = state.Total ?? published.Bytes ?? options.MaxBytes;
        using var file = part.Open(start, state);
        var buffer = new byte[BufferBytes];
        var (bytes, clock, reported) = (start, Stopwatch.StartNew(), TimeSpan.Zero);
        void Report() => progress?.Report(new DownloadProgress(bytes, state.Total ?? published.Bytes, (bytes - start) / Math.Max(clock.Elapsed.TotalSeconds, 1e-3)));

        try
        {
            using var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            while (true)
            {
                stall.CancelAfter(options.StallTimeout);
                var read = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                if (bytes + read > limit)
                {
                    file.Dispose();
                    part.Delete();
                    throw new BadWeightsException(published.Address.ToString(), $"more than {Count(limit)} bytes arrive; it was deleted");
                }

                file.Write(buffer.AsSpan(0, read));
                bytes += read;
                if (clock.Elapsed - reported > ReportEvery)
                {
                    reported = clock.Elapsed;
                    Report();
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException) // the file's own errors are BadInputExceptions
        {
            throw new BrokenOffException("the connection broke off", e);
        }

        Report();
        if (bytes < (state.Total ?? published.Bytes ?? bytes))
        {
            throw new BrokenOffException("the connection broke off");
        }
    }

    private void RequireSize(PublishedFile published, Part part, long? announced)
    {
        var reason = announced is not { } bytes ? null
            : published.Bytes is { } known && known != bytes ? $"is {Count(bytes)} bytes now, and should be {Count(known)}: it has been replaced; a newer version may know the new one"
            : bytes > options.MaxBytes ? $"is {Count(bytes)} bytes, and more than {Count(options.MaxBytes)} are not loaded"
            : null;
        if (reason is not null)
        {
            part.Delete();
            throw new BadWeightsException(published.Address.ToString(), reason);
        }
    }

    // Not every server minds the condition.
    private static bool IsSameFile(DownloadState former, DownloadState now) =>
        (now.Total ?? former.Total) == (former.Total ?? now.Total) && (now.ETag ?? former.ETag) == (former.ETag ?? now.ETag);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB");

    private static string Count(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}

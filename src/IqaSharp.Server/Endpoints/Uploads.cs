using IqaSharp.Server.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IqaSharp.Server.Endpoints;

/// <summary>The files of one request, all in memory.</summary>
internal sealed class Uploads : IDisposable
{
    private const int MostFiles = 100;
    private const int LongestBoundary = 100;
    private const int LongestHeaders = 8192;

    private readonly List<Upload> _files = [];

    private Uploads()
    {
    }

    /// <summary>The images to judge, in the order of the request; at least one.</summary>
    public IReadOnlyList<Upload> Images => [.. _files.Where(file => file.Field != Upload.Reference)];

    /// <summary>The image to compare with; null for none.</summary>
    public Upload? Reference => _files.FirstOrDefault(file => file.Field == Upload.Reference);

    /// <summary>Whether the request is a form, which may have several files, and not the image itself.</summary>
    public bool IsForm { get; private init; }

    /// <summary>Reads the body of a request: an image, or a form of <c>multipart/form-data</c>.</summary>
    /// <exception cref="BadHttpRequestException">It is neither, too large, or takes too long.</exception>
    /// <exception cref="ServerBusyException">Other bodies take all the memory.</exception>
    public static async Task<Uploads> ReadAsync(HttpRequest request, ServerOptions options, MemoryBudget budget)
    {
        if (request.ContentLength > options.MaxBody)
        {
            // Kestrel would close the connection, and a client that is still sending would see a broken pipe: without its limit it reads on for seconds after the answer.
            request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            throw HeldBody.TooLarge(options.MaxBody);
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        time.CancelAfter(options.BodyTime);
        var uploads = new Uploads { IsForm = request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true };
        try
        {
            await (uploads.IsForm ? uploads.ReadFormAsync(request, options, budget, time.Token) : uploads.ReadFileAsync(Upload.Image, Upload.Image, request.Body, options, budget, time.Token));
            return uploads.Images.Count > 0 ? uploads : throw new BadHttpRequestException($"the form has no file in the field '{Upload.Image}'");
        }
        catch (Exception e)
        {
            uploads.Dispose();
            throw e switch
            {
                OperationCanceledException when !request.HttpContext.RequestAborted.IsCancellationRequested =>
                    new BadHttpRequestException($"the body took longer than {options.BodyTime.TotalSeconds:0} seconds", StatusCodes.Status408RequestTimeout),
                InvalidDataException => new BadHttpRequestException($"not a form of multipart/form-data: {e.Message}"),
                IOException and not BadHttpRequestException => new BadHttpRequestException("the body ends too early"),
                _ => e,
            };
        }
    }

    public void Dispose() => _files.ForEach(file => file.Body.Dispose());

    private async Task ReadFormAsync(HttpRequest request, ServerOptions options, MemoryBudget budget, CancellationToken cancellation)
    {
        var type = MediaTypeHeaderValue.Parse(request.ContentType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (type.MediaType != "multipart/form-data" || boundary.Length is 0 or > LongestBoundary)
        {
            throw new BadHttpRequestException($"Content-Type '{request.ContentType}' is not multipart/form-data with a boundary", StatusCodes.Status415UnsupportedMediaType);
        }

        var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = LongestHeaders };
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (_files.Count == MostFiles)
            {
                throw new BadHttpRequestException($"the form has more than {MostFiles} files", StatusCodes.Status413PayloadTooLarge);
            }

            var disposition = section.GetContentDispositionHeader();
            var field = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
            var name = HeaderUtilities.RemoveQuotes(disposition?.FileNameStar is { Length: > 0 } star ? star : disposition?.FileName ?? default).ToString();
            field = field.Length > 0 ? field : Upload.Image;
            await ReadFileAsync(field, name.Length > 0 ? name : field, section.Body, options, budget, cancellation);
        }

        if (_files.Count(file => file.Field == Upload.Reference) > 1)
        {
            throw new BadHttpRequestException($"the form has more than one file in the field '{Upload.Reference}'");
        }
    }

    private async Task ReadFileAsync(string field, string name, Stream stream, ServerOptions options, MemoryBudget budget, CancellationToken cancellation)
    {
        var file = new Upload(field, name, new HeldBody(budget, options.MaxBody));
        _files.Add(file);
        await file.Body.ReadAsync(stream, cancellation);
    }
}

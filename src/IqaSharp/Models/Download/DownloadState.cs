using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IqaSharp.Models.Download;

/// <summary>What is kept beside a half-loaded file: enough to ask the server for the rest of the same one.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="ETag">The file's strong entity tag.</param>
/// <param name="LastModified">When the file changed last.</param>
/// <param name="Total">Its size in bytes.</param>
/// <param name="Md5">Its MD5 in base64, from Google's storage.</param>
internal sealed record DownloadState(Uri Address, string? ETag, DateTimeOffset? LastModified, long? Total, string? Md5)
{
    /// <summary>What makes the server send the rest only of the same file; null if nothing does.</summary>
    [JsonIgnore]
    public RangeConditionHeaderValue? Condition =>
        ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed) ? new(parsed) : LastModified is { } changed ? new(changed) : null;

    /// <summary>What a response says of the file.</summary>
    public static DownloadState Of(Uri address, HttpResponseMessage response) => new(
        address,
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null, // a weak one does not promise the same bytes (RFC 9110, 13.1.5)
        response.Content.Headers.LastModified,
        response.Content.Headers.ContentRange?.Length ?? (response.StatusCode == System.Net.HttpStatusCode.OK ? response.Content.Headers.ContentLength : null),
        response.Headers.TryGetValues("x-goog-hash", out var hashes)
            ? hashes.SelectMany(h => h.Split(',')).Select(h => h.Trim()).FirstOrDefault(h => h.StartsWith("md5=", StringComparison.Ordinal))?["md5=".Length..]
            : null);

    /// <summary>Null if there is none, or it cannot be read: then the download starts over.</summary>
    public static DownloadState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), DownloadJson.Default.DownloadState);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, DownloadJson.Default.DownloadState));
}

[JsonSerializable(typeof(DownloadState))]
internal sealed partial class DownloadJson : JsonSerializerContext;

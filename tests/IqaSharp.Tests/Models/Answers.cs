using System.Text;

namespace IqaSharp.Tests.Models;

/// <summary>Good and bad habits of web servers.</summary>
internal static class Answers
{
    public const string Tag = "\"v1\"";

    /// <summary>As it should be: ranges, a tag, the length.</summary>
    public static Answer Good => Ranged();

    /// <summary>Sends so many bytes of what it announced, then closes the connection.</summary>
    public static Answer BreakOff(int after) => Ranged(after);

    /// <summary>Sends so many bytes, then nothing more, and keeps the connection.</summary>
    public static Answer Stall(int after) => async (request, content, connection, stop) =>
    {
        await Ranged(after)(request, content, connection, stop);
        await Task.Delay(Timeout.Infinite, stop);
    };

    /// <summary>Accepts the connection and says nothing.</summary>
    public static Answer Silence => (_, _, _, stop) => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Sends everything, whatever range is asked for.</summary>
    public static Answer WithoutRanges => (_, content, connection, stop) => Send(connection, "200 OK", [$"Content-Length: {content.Length}", $"ETag: {Tag}"], content, stop);

    /// <summary>Nothing that tells one version of the file from another.</summary>
    public static Answer WithoutTag(int after) => Ranged(after, tag: null);

    /// <summary>A file that was replaced in between, behind a server that does not mind the condition.</summary>
    public static Answer Careless(string tag) => Ranged(tag: tag, minds: false);

    /// <summary>Announces another length than it sends.</summary>
    public static Answer Announce(int length) => (_, content, connection, stop) => Send(connection, "200 OK", [$"Content-Length: {length}", $"ETag: {Tag}"], content, stop);

    /// <summary>Announces nothing and sends in chunks.</summary>
    public static Answer Chunked => (_, content, connection, stop) =>
        Send(connection, "200 OK", ["Transfer-Encoding: chunked", $"ETag: {Tag}"], [.. Encoding.ASCII.GetBytes($"{content.Length:x}\r\n"), .. content, .. "\r\n0\r\n\r\n"u8], stop);

    public static Answer Status(string status, params string[] headers) => (_, _, connection, stop) => Send(connection, status, [.. headers, "Content-Length: 0"], [], stop);

    public static Answer Redirect(Uri to) => Status("302 Found", $"Location: {to}");

    /// <summary>As it should be, with more headers.</summary>
    public static Answer With(params string[] headers) => (_, content, connection, stop) =>
        Send(connection, "200 OK", [$"Content-Length: {content.Length}", $"ETag: {Tag}", .. headers], content, stop);

    private static Answer Ranged(int after = int.MaxValue, string? tag = Tag, bool minds = true) => (request, content, connection, stop) =>
    {
        var start = request.Start;
        var isSame = !minds || (request.Headers.TryGetValue("If-Range", out var wanted) && wanted == tag);
        string[] tagged = tag is null ? [] : [$"ETag: {tag}"];
        if (start == 0 || !isSame)
        {
            return Send(connection, "200 OK", [$"Content-Length: {content.Length}", .. tagged], content[..Math.Min(after, content.Length)], stop);
        }

        if (start >= content.Length)
        {
            return Send(connection, "416 Range Not Satisfiable", [$"Content-Range: bytes */{content.Length}", "Content-Length: 0"], [], stop);
        }

        var rest = content[start..];
        return Send(
            connection,
            "206 Partial Content",
            [$"Content-Length: {rest.Length}", $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}", .. tagged],
            rest[..Math.Min(after, rest.Length)],
            stop);
    };

    private static async Task Send(Stream connection, string status, string[] headers, byte[] body, CancellationToken stop)
    {
        var head = string.Join("\r\n", [$"HTTP/1.1 {status}", .. headers, "Connection: close", "", ""]);
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        await connection.WriteAsync(body, stop);
        await connection.FlushAsync(stop);
    }
}

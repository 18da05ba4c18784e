using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace IqaSharp.Tests.Weights;

/// <summary>An HTTP server on this machine with one file, which can misbehave: break off, stall, forget ranges, lie.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new(); // never disposed of: answers may still look at it
    private readonly byte[] _content;

    public FileServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The file's address.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/model.pth");

    /// <summary>The first byte that each request asked for, in their order.</summary>
    public List<long> Requests { get; } = [];

    /// <summary>Answer with this status and nothing else.</summary>
    public int? Status { get; set; }

    /// <summary>After how many bytes each of the next answers breaks off.</summary>
    public Queue<int> BreaksOff { get; } = new();

    /// <summary>Send half and then nothing, with the connection open.</summary>
    public bool Stalls { get; set; }

    /// <summary>Answer every request with the whole file.</summary>
    public bool IgnoresRanges { get; set; }

    /// <summary>Say a length, or none where it is negative, instead of the true one.</summary>
    public int? ClaimedLength { get; set; }

    /// <summary>Say the MD5 of something else, as Google's storage says that of the file.</summary>
    public bool LiesAboutMd5 { get; set; }

    /// <summary>The version of the file.</summary>
    public string Tag { get; set; } = "\"1\"";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var lines = await RequestAsync(stream);
        var range = lines.FirstOrDefault(l => l.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase));
        var sameVersion = lines.Any(l => l.Equals($"If-Range: {Tag}", StringComparison.OrdinalIgnoreCase));
        var asked = range is null ? 0 : long.Parse(range.Split('=')[1].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
        Requests.Add(asked);
        try
        {
            if (Status is { } status)
            {
                await WriteAsync(stream, $"HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }

            var first = IgnoresRanges || !sameVersion ? 0 : asked;
            if (first >= _content.Length)
            {
                await WriteAsync(stream, $"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{_content.Length}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }

            await WriteAsync(stream, Header(first));
            await SendAsync(stream, (int)first);
        }
        catch (IOException)
        {
            // the client went away
        }
    }

    private string Header(long first)
    {
        var length = ClaimedLength ?? (int)(_content.Length - first);
        var md5 = Convert.ToBase64String(MD5.HashData(LiesAboutMd5 ? [] : _content));
        return (first > 0 ? $"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {first}-{_content.Length - 1}/{_content.Length}\r\n" : "HTTP/1.1 200 OK\r\n")
            + (length < 0 ? "" : $"Content-Length: {length}\r\n")
            + $"ETag: {Tag}\r\nx-goog-hash: crc32c=AAAAAA==,md5={md5}\r\nConnection: close\r\n\r\n";
    }

    private async Task SendAsync(NetworkStream stream, int first)
    {
        if (Stalls)
        {
            await stream.WriteAsync(_content.AsMemory(first, (_content.Length - first) / 2));
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        var count = _content.Length - first;
        await stream.WriteAsync(_content.AsMemory(first, BreaksOff.TryDequeue(out var bytes) ? Math.Min(bytes, count) : count));
    }

    private static async Task<string[]> RequestAsync(NetworkStream stream)
    {
        var request = new List<byte>();
        var octet = new byte[1];
        while (!(request.Count >= 4 && request[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())) && await stream.ReadAsync(octet) > 0)
        {
            request.Add(octet[0]);
        }

        return Encoding.ASCII.GetString([.. request]).Split("\r\n");
    }

    private static ValueTask WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text));
}

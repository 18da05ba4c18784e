using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IqaSharp.Tests.Models;

/// <summary>What a server does with one request: writes to the connection, which is closed afterwards.</summary>
internal delegate Task Answer(FileRequest request, byte[] content, Stream connection, CancellationToken stop);

/// <summary>A request as it came.</summary>
internal sealed record FileRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first byte of the range that is asked for; 0 if all is.</summary>
    public int Start => Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
}

/// <summary>A web server on loopback with one file, and with any bad habit that a test wants. The last answer of the script repeats.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _content;
    private readonly Answer[] _script;
    private readonly Task _serving;
    private int _answered;

    public FileServer(byte[] content, params Answer[] script)
    {
        (_content, _script) = (content, script);
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<FileRequest> Requests { get; } = [];

    public Uri Address(string file) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{file}");

    /// <summary>An address of this machine where nobody listens.</summary>
    public static Uri Nobody(string file)
    {
        using var server = new FileServer([]);
        return server.Address(file);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var answer = _script[Math.Min(_answered++, _script.Length - 1)];
                connections.Add(AnswerAsync(client, answer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException) // the listener is stopped, perhaps between two clients
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client, Answer answer)
    {
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                await answer(request, _content, stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    private static async Task<FileRequest> ReadAsync(Stream stream)
    {
        var (text, next) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next);
            text.Append((char)next[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new FileRequest(lines[0].Split(' ')[1], lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase));
    }
}

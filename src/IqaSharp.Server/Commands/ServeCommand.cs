using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Server.Access;

namespace IqaSharp.Server.Commands;

/// <summary><c>iqa serve</c>.</summary>
internal static class ServeCommand
{
    private const int MegabytesAtMost = 1024;

    public static Command Create()
    {
        var usual = new ServerOptions();
        var urls = new Option<string[]>("--urls") { Description = $"Addresses to listen on; default: {ListenAddress.Default.Url}, this machine alone", HelpName = "url", AllowMultipleArgumentsPerToken = true };
        var metrics = new Option<string[]>("--metric", "-m") { Description = $"Metrics to serve, separated by commas, the default first; default: {string.Join(',', usual.Metrics)}", HelpName = "a,b,…", AllowMultipleArgumentsPerToken = true };
        var keys = new Option<string?>("--api-key-file") { Description = "A file with API keys, one a line; needed to listen on any address but this machine's own", HelpName = "file" };
        var workers = Number("--workers", "Images that are worked on at the same time; default: one per core", usual.Workers, 1, 256);
        var threads = Number("--threads", "Threads for each of them; default: 1", usual.Threads, 1, 256);
        var queue = Number("--queue", $"Images that may wait; the next one is refused (429); default: {usual.Queue}", usual.Queue, 0, 10_000);
        var body = Number("--max-body", $"The largest body of a request in MB; default: {usual.MaxBody >> 20}", (int)(usual.MaxBody >> 20), 1, MegabytesAtMost);
        var memory = Number("--max-memory", $"MB for the bodies of all requests; default: {usual.MaxMemory >> 20}", (int)(usual.MaxMemory >> 20), 1, 64 * MegabytesAtMost);
        var pixels = Number("--max-pixels", $"The largest image in megapixels; default: {usual.MaxPixels / 1_000_000}", (int)(usual.MaxPixels / 1_000_000), 1, 1000);
        var timeout = Number("--timeout", $"Seconds that an image may wait and be worked on; default: {usual.Timeout.TotalSeconds}", (int)usual.Timeout.TotalSeconds, 1, 3600);
        var connections = Number("--max-connections", $"Connections that are open at the same time; default: {usual.MaxConnections}", usual.MaxConnections, 1, 100_000);
        var command = new DocumentedCommand(
            "serve",
            "Serve scores, comparisons, maps and embeddings over HTTP, with a page to look at them",
            """
            The page is at /, the description of the interface at /docs, metrics for Prometheus at /metrics; /healthz and /readyz tell whether it lives and is ready.
            No address is ever fetched for a client. Ctrl-C or SIGTERM: what was begun is answered, then the server ends. docs/server.md says more.

            Examples:
              iqa serve
              curl --data-binary @photo.jpg http://127.0.0.1:8080/v1/score
              curl -F image=@a.jpg -F image=@b.jpg http://127.0.0.1:8080/v1/score
              iqa serve --urls http://0.0.0.0:8080 --api-key-file keys.txt
            """)
        {
            urls, metrics, keys, workers, threads, queue, body, memory, pixels, timeout, connections,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(memory) < result.GetValue(body))
            {
                result.AddError("--max-memory is for all bodies: it cannot be less than --max-body");
            }
        });
        command.SetAction(parsed => RunAsync(
            Split(parsed.GetValue(urls)),
            parsed.GetValue(keys),
            usual with
            {
                Metrics = Split(parsed.GetValue(metrics)) is { Count: > 0 } named ? named : usual.Metrics,
                Workers = parsed.GetValue(workers),
                Threads = parsed.GetValue(threads),
                Queue = parsed.GetValue(queue),
                MaxBody = (long)parsed.GetValue(body) << 20,
                MaxMemory = (long)parsed.GetValue(memory) << 20,
                MaxPixels = parsed.GetValue(pixels) * 1_000_000L,
                Timeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                MaxConnections = parsed.GetValue(connections),
            }));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> urls, string? keys, ServerOptions options)
    {
        var addresses = new List<ListenAddress>();
        foreach (var url in urls)
        {
            if (!ListenAddress.TryParse(url, out var address, out var problem))
            {
                Terminal.Error($"serve: {problem}");
                return ExitCode.WrongUsage;
            }

            addresses.Add(address);
        }

        if (keys is null && addresses.FirstOrDefault(address => !address.IsLoopback) is { } open)
        {
            Terminal.Error($"serve: {open.Url} is open to other machines, which needs --api-key-file");
            return ExitCode.WrongUsage;
        }

        try
        {
            options = options with { Addresses = addresses.Count > 0 ? addresses : options.Addresses, Keys = keys is null ? null : ApiKeys.Read(keys) };
            await using var server = await IqaServer.CreateAsync(options);
            await server.RunAsync();
            return ExitCode.Done;
        }
        catch (BadInputException e)
        {
            Terminal.Error(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (IOException e)
        {
            Terminal.Error($"serve: {e.Message}"); // the system's message names the address
            return ExitCode.Failed;
        }
    }

    private static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "n", DefaultValueFactory = _ => usual };
        option.AtLeast(least);
        option.AtMost(most);
        return option;
    }
}

using System.CommandLine;

namespace IqaSharp.CommandLine.Serving;

/// <summary>The words of <c>iqa serve</c> and its usual values. Both programs show its help; <c>iqa-serve</c> runs it.</summary>
internal sealed class ServeUsage
{
    public const string Address = "http://127.0.0.1:8080";
    public const string Metrics = "musiq,iqt,psnr,ssim,ssimulacra2";
    public const int QueueLength = 64;
    public const int BodyMegabytes = 32;
    public const int MemoryMegabytes = 256;
    public const int Megapixels = 50;
    public const int Seconds = 60;
    public const int OpenConnections = 1000;

    private const int MegabytesAtMost = 1024;

    public Option<string[]> Urls { get; } = new("--urls") { Description = $"Addresses to listen on; default: {Address}, this machine alone", HelpName = "url", AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Metric { get; } = new("--metric", "-m") { Description = $"Metrics to serve, separated by commas, the default first; default: {Metrics}", HelpName = "a,b,…", AllowMultipleArgumentsPerToken = true };

    public Option<string?> Keys { get; } = new("--api-key-file") { Description = "A file with API keys, one a line; needed to listen on any address but this machine's own", HelpName = "file" };

    public PrecisionOption Precision { get; } = new(Core.Precision.Fast);

    public Option<int> Workers { get; } = Number("--workers", "Images that are worked on at the same time; one per core unless told", Environment.ProcessorCount, 1, 256);

    public Option<int> Threads { get; } = Number("--threads", "Threads for each of them", 1, 1, 256);

    public Option<int> Queue { get; } = Number("--queue", "Images that may wait; the next one is refused (429)", QueueLength, 0, 10_000);

    public Option<int> MaxBody { get; } = Number("--max-body", "The largest body of a request in MB", BodyMegabytes, 1, MegabytesAtMost);

    public Option<int> MaxMemory { get; } = Number("--max-memory", "MB for the bodies of all requests", MemoryMegabytes, 1, 64 * MegabytesAtMost);

    public Option<int> MaxPixels { get; } = Number("--max-pixels", "The largest image in megapixels", Megapixels, 1, 1000);

    public Option<int> Timeout { get; } = Number("--timeout", "Seconds that an image may wait and be worked on", Seconds, 1, 3600);

    public Option<int> MaxConnections { get; } = Number("--max-connections", "Connections that are open at the same time", OpenConnections, 1, 100_000);

    public Command Command()
    {
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
            Urls, Metric, Keys, Precision.Option, Workers, Threads, Queue, MaxBody, MaxMemory, MaxPixels, Timeout, MaxConnections,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(MaxMemory) < result.GetValue(MaxBody))
            {
                result.AddError("--max-memory is for all bodies: it cannot be less than --max-body");
            }
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "n", DefaultValueFactory = _ => usual };
        option.AtLeast(least);
        option.AtMost(most);
        return option;
    }
}

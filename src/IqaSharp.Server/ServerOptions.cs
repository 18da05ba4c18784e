using IqaSharp.Server.Access;

namespace IqaSharp.Server;

/// <summary>What a server serves and how much of everything it takes. There is no value that means "no limit".</summary>
internal sealed record ServerOptions
{
    /// <summary>The metrics that are served when none are named: the default models and the classics that people know.</summary>
    public static IReadOnlyList<string> DefaultMetrics { get; } = ["musiq", "iqt", "psnr", "ssim", "ssimulacra2"];

    /// <summary>Addresses that are listened on.</summary>
    public IReadOnlyList<ListenAddress> Addresses { get; init; } = [ListenAddress.Default];

    /// <summary>Names of metrics, the default first.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = DefaultMetrics;

    /// <summary>Who may ask; null for everybody, which only a loopback address allows.</summary>
    public ApiKeys? Keys { get; init; }

    /// <summary>Images that are worked on at the same time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads of one network's run. One each for as many workers as there are cores scores the most images a second.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Images that wait for a worker. The next one is refused with 429.</summary>
    public int Queue { get; init; } = 64;

    /// <summary>The largest body of a request in bytes.</summary>
    public long MaxBody { get; init; } = 32L << 20;

    /// <summary>The largest image in pixels, refused from its header.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>Bytes of all bodies that are held at the same time, whether they are still read or wait. What would exceed it is refused with 429.</summary>
    public long MaxMemory { get; init; } = 256L << 20;

    /// <summary>How long an image may wait and be worked on.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may take to send a request's body.</summary>
    public TimeSpan BodyTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Connections that are open at the same time; one more is closed at once.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>The bytes a second that a body must come with, after five seconds.</summary>
    public double SlowestBody { get; init; } = 1000;

    /// <summary>How long requests may still be answered once the server is told to stop.</summary>
    public TimeSpan ShutdownTime { get; init; } = TimeSpan.FromSeconds(30);
}

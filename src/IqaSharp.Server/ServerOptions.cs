using IqaSharp.CommandLine.Serving;
using IqaSharp.Core;
using IqaSharp.Server.Access;

namespace IqaSharp.Server;

/// <summary>What a server serves and how much of everything it takes. There is no value that means "no limit".</summary>
internal sealed record ServerOptions
{
    /// <summary>Addresses that are listened on.</summary>
    public IReadOnlyList<ListenAddress> Addresses { get; init; } = [ListenAddress.Default];

    /// <summary>Names of metrics, the default first.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ServeUsage.Metrics.Split(',');

    /// <summary>How exactly networks are computed.</summary>
    public Precision Precision { get; init; } = Precision.Fast;

    /// <summary>Who may ask; null for everybody, which only a loopback address allows.</summary>
    public ApiKeys? Keys { get; init; }

    /// <summary>Images that are worked on at the same time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads of one network's run. One each for as many workers as there are cores scores the most images a second.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Images that wait for a worker. The next one is refused with 429.</summary>
    public int Queue { get; init; } = ServeUsage.QueueLength;

    /// <summary>The largest body of a request in bytes.</summary>
    public long MaxBody { get; init; } = (long)ServeUsage.BodyMegabytes << 20;

    /// <summary>The largest image in pixels, refused from its header.</summary>
    public long MaxPixels { get; init; } = ServeUsage.Megapixels * 1_000_000L;

    /// <summary>Bytes of all bodies that are held at the same time, whether they are still read or wait. What would exceed it is refused with 429.</summary>
    public long MaxMemory { get; init; } = (long)ServeUsage.MemoryMegabytes << 20;

    /// <summary>How long an image may wait and be worked on.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(ServeUsage.Seconds);

    /// <summary>How long a client may take to send a request's body.</summary>
    public TimeSpan BodyTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Connections that are open at the same time; one more is closed at once.</summary>
    public int MaxConnections { get; init; } = ServeUsage.OpenConnections;

    /// <summary>The bytes a second that a body must come with, after five seconds.</summary>
    public double SlowestBody { get; init; } = 1000;

    /// <summary>How long requests may still be answered once the server is told to stop.</summary>
    public TimeSpan ShutdownTime { get; init; } = TimeSpan.FromSeconds(30);
}

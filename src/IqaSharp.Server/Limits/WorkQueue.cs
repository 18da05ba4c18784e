using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IqaSharp.Server.Limits;

/// <summary>The workers of all metrics together, one image each, and a bounded number of images that wait for them.</summary>
internal sealed class WorkQueue : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "IqaSharp.Server";

    private const double NewShare = 0.05; // of one image in the mean time of an image
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    private readonly int _workers;
    private readonly int _places;
    private readonly SemaphoreSlim _free;
    private readonly Meter _meter = new(Meter);
    private readonly Counter<long> _refused;
    private int _admitted;
    private double _seconds = 0.1;

    public WorkQueue(ServerOptions options)
    {
        (_workers, _places, _free) = (options.Workers, options.Workers + options.Queue, new SemaphoreSlim(options.Workers));
        _refused = _meter.CreateCounter<long>("iqasharp.server.refused", "{request}", "Requests that were refused because the server is busy");
        _meter.CreateObservableUpDownCounter("iqasharp.server.admitted", () => Admitted, "{request}", "Requests that wait for a worker or have one");
    }

    /// <summary>Requests that wait for a worker or have one.</summary>
    public int Admitted => Volatile.Read(ref _admitted);

    /// <summary>Refuses where the next request would be refused, before its body is read.</summary>
    /// <exception cref="ServerBusyException">As many wait as may.</exception>
    public void ThrowIfFull()
    {
        if (Admitted >= _places)
        {
            throw Refuse($"{_places - _workers} images wait");
        }
    }

    /// <summary>Takes a place, for one request with any number of images, one after the other.</summary>
    /// <exception cref="ServerBusyException">As many wait as may.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _admitted) <= _places)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _admitted);
        throw Refuse($"{_places - _workers} images wait");
    }

    /// <summary>Counts a refusal, for whatever reason.</summary>
    /// <param name="reason">What there is too much of.</param>
    public ServerBusyException Refuse(string reason)
    {
        _refused.Add(1);
        var seconds = Math.Ceiling(Volatile.Read(ref _seconds) * _places / _workers);
        return new ServerBusyException(reason, TimeSpan.FromSeconds(Math.Clamp(seconds, 1, LongestRetry.TotalSeconds)));
    }

    public void Dispose()
    {
        _free.Dispose();
        _meter.Dispose();
    }

    /// <summary>A place in the queue.</summary>
    internal sealed class Place(WorkQueue queue) : IDisposable
    {
        /// <summary>Waits for a worker and gives it one image.</summary>
        public async Task<T> WorkAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
        {
            await queue._free.WaitAsync(cancellation);
            var start = Stopwatch.GetTimestamp();
            try
            {
                return await work();
            }
            finally
            {
                queue._seconds += NewShare * (Stopwatch.GetElapsedTime(start).TotalSeconds - queue._seconds); // an estimate: a lost update does not matter
                queue._free.Release();
            }
        }

        public void Dispose() => Interlocked.Decrement(ref queue._admitted);
    }
}

namespace IqaSharp.Server.Limits;

/// <summary>The bytes that the bodies of all requests may take together.</summary>
/// <param name="options">The server's options.</param>
/// <param name="queue">Counts refusals.</param>
internal sealed class MemoryBudget(ServerOptions options, WorkQueue queue)
{
    private long _taken;

    /// <summary>Bytes that are taken at this moment.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <exception cref="ServerBusyException">There is not as much left.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) > options.MaxMemory)
        {
            Return(bytes);
            throw queue.Refuse("the bodies of other requests take all the memory there is for them");
        }
    }

    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}

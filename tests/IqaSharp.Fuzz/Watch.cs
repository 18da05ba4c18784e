namespace IqaSharp.Fuzz;

/// <summary>Samples the memory of the process while an input is read, and ends the process where one takes for ever.</summary>
internal sealed class Watch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private long _started; // ticks; 0 between inputs
    private long _baseline;
    private long _peak;

    public Watch() => new Thread(Sample) { IsBackground = true }.Start();

    public void Begin()
    {
        Volatile.Write(ref _peak, 0);
        Volatile.Write(ref _started, Environment.TickCount64);
    }

    /// <summary>By how much the process grew at most; 0 for an input that was read between two samples.</summary>
    public long End()
    {
        Volatile.Write(ref _started, 0);
        return Math.Max(0, Volatile.Read(ref _peak) - Volatile.Read(ref _baseline));
    }

    private void Sample()
    {
        for (var last = 0L; ; Thread.Sleep(20))
        {
            var (started, now) = (Volatile.Read(ref _started), Environment.WorkingSet);
            if (started == 0 || started != last)
            {
                Volatile.Write(ref _baseline, now);
            }
            else
            {
                Volatile.Write(ref _peak, Math.Max(_peak, now));
                if (Environment.TickCount64 - started > Patience.TotalMilliseconds)
                {
                    Environment.Exit(Worker.Hung);
                }
            }

            last = started;
        }
    }
}

using NetVips;

namespace IqaSharp.Imaging.Decoding;

/// <summary>libvips, set up once for decoding files from strangers: many of them, each on the thread that asks.</summary>
internal static class Vips
{
    private static readonly Lazy<bool> SetUp = new(static () =>
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new PlatformNotSupportedException("the native library of libvips does not load here", ModuleInitializer.Exception);
        }

        global::NetVips.NetVips.BlockUntrusted = true;

        // Its operation cache would keep the last hundred images alive.
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;

        // Rows are pulled by the calling thread: a pool would only wait, and cost its start.
        global::NetVips.NetVips.Concurrency = 1;

        // What matters comes as an exception; the rest would be written to the standard error stream of the host program.
        _ = Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        return true;
    });

    /// <exception cref="PlatformNotSupportedException">There is no libvips for this platform.</exception>
    public static void Ready() => _ = SetUp.Value;
}

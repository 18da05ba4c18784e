using NetVips;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Initialises libvips for untrusted files: many of them, each decoded on the calling thread.</summary>
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

        // The calling thread pulls the rows: a thread pool would only wait.
        global::NetVips.NetVips.Concurrency = 1;

        // Errors come as exceptions; warnings would be written to the host program's standard error stream.
        _ = Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        return true;
    });

    /// <exception cref="PlatformNotSupportedException">There is no libvips for this platform.</exception>
    public static void Initialise() => _ = SetUp.Value;
}

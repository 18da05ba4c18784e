using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace IqaSharp.Training.Torch;

/// <summary>Makes TorchSharp's native library load where the system's libstdc++ is older than the one that it was linked with (Debian 12).</summary>
public static class LibTorch
{
    private const string Name = "LibTorchSharp";
    private static int _prepared;

    /// <summary>Call this before the first use of TorchSharp; <see cref="TorchParameters"/> does. It has no effect where the library loads by itself.</summary>
    public static void Prepare()
    {
        if (Interlocked.Exchange(ref _prepared, 1) == 0 && OperatingSystem.IsLinux())
        {
            // The event is raised only when the runtime's own search has failed.
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == Name ? LoadRelaxed() : 0;
        }
    }

    private static nint LoadRelaxed()
    {
        var folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var original = folders.Select(folder => Path.Combine(folder, $"lib{Name}.so")).FirstOrDefault(File.Exists);
        if (original is null)
        {
            return 0;
        }

        // Loaded first, so that the copy, which lies elsewhere, finds its dependencies by name.
        foreach (var needed in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            NativeLibrary.Load(Path.Combine(Path.GetDirectoryName(original)!, needed));
        }

        var bytes = File.ReadAllBytes(original);
        SymbolVersions.Relax(bytes, "GLIBCXX_3.4.32");
        var copy = Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.ProcessId}-{Guid.NewGuid():N}.so");
        File.WriteAllBytes(copy, bytes);
        try
        {
            return NativeLibrary.TryLoad(copy, out var handle) ? handle : 0;
        }
        finally
        {
            File.Delete(copy); // the mapping outlives the file
        }
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Loader;
using IqaSharp.Core;
using TorchSharp;

namespace IqaSharp.Training.Torch;

/// <summary>Makes TorchSharp's native library load where the system's libstdc++ is older than the one that it was linked with (Debian 12).</summary>
public static class LibTorch
{
    private const string Name = "LibTorchSharp";
    private static readonly Lock Loading = new();
    private static bool _isPrepared;

    /// <summary>Call this before the first use of TorchSharp; <see cref="TorchParameters"/> does. It has no effect where the library loads by itself.</summary>
    /// <exception cref="BadInputException">The patched copy cannot be written to the folder of temporary files.</exception>
    public static void Prepare()
    {
        lock (Loading)
        {
            if (!_isPrepared && OperatingSystem.IsLinux() && Original() is { } original && !NativeLibrary.TryLoad(original, out _))
            {
                // Now, and not when the runtime asks for it: TorchSharp would hide why it fails.
                var patched = LoadRelaxed(original);
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == Name ? patched : 0;
            }

            _isPrepared = true;
        }
    }

    /// <summary>A device that libtorch can compute on.</summary>
    /// <param name="name"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="BadInputException">It is not there, or libtorch cannot use it.</exception>
    internal static torch.Device Device(string name)
    {
        Prepare();
        return name == "cpu" || torch.cuda_is_available()
            ? torch.device(name)
            : throw new BadInputException(name, "libtorch finds no such device; docs/training.md says which libtorch a GPU needs");
    }

    private static string? Original() => (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, $"lib{Name}.so")).FirstOrDefault(File.Exists);

    private static nint LoadRelaxed(string original)
    {
        // Loaded first, so that the copy, which lies elsewhere, finds its dependencies by name.
        foreach (var needed in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            var beside = Path.Combine(Path.GetDirectoryName(original)!, needed);
            NativeLibrary.Load(File.Exists(beside) ? beside : needed); // by name: the machine's
        }

        var bytes = File.ReadAllBytes(original);
        SymbolVersions.Relax(bytes, "GLIBCXX_3.4.32");
        var copy = Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.ProcessId}-{Guid.NewGuid():N}.so");
        try
        {
            File.WriteAllBytes(copy, bytes);
            return NativeLibrary.TryLoad(copy, out var handle) ? handle : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw BadInputException.CannotWrite(copy, e);
        }
        finally
        {
            File.Delete(copy); // the mapping outlives the file
        }
    }
}

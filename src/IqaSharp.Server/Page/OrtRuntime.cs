using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using IqaSharp.Core;

namespace IqaSharp.Server.Page;

/// <summary>ONNX Runtime for browsers (MIT): three files of npm's onnxruntime-web, 14 MB, too large to be part of this program.</summary>
internal static class OrtRuntime
{
    /// <summary>The version that is fetched and tested.</summary>
    public const string Version = "1.30.0";

    private const string Package = "onnxruntime-web";

    // What npm's registry states of that version, as in examples/javascript/package-lock.json.
    private const string Sha512 = "q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==";

    private static readonly string[] Files = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];

    /// <summary>Copies the files from the package's folder <c>dist</c>.</summary>
    /// <exception cref="BadInputException">One is missing.</exception>
    public static void Copy(string folder, string target)
    {
        foreach (var file in Files)
        {
            try
            {
                File.Copy(Path.Combine(folder, file), Path.Combine(target, file), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                throw new BadInputException(folder, $"has no {file}: it is not the folder 'dist' of {Package}");
            }
        }
    }

    /// <summary>Fetches the package with npm and takes the files out of it.</summary>
    /// <exception cref="BadInputException">npm is missing, fails, or gives another file than was tested.</exception>
    public static async Task FetchAsync(string target, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("iqa-").FullName;
        try
        {
            await RunNpmAsync(folder, cancellation);
            var package = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault() ?? throw new BadInputException(Package, "npm has fetched nothing");
            await using var file = File.OpenRead(package);
            if (Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellation)) != Sha512)
            {
                throw new BadInputException(Package, $"npm gave another file than the version {Version} that was tested; --runtime names a folder");
            }

            file.Position = 0;
            await ExtractAsync(file, target, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunNpmAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["pack", $"{Package}@{Version}", "--silent", "--pack-destination", folder])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
            })!;
            _ = await npm.StandardOutput.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0)
            {
                throw new BadInputException(Package, $"npm could not fetch it (exit code {npm.ExitCode}); --runtime names a folder that has it");
            }
        }
        catch (Win32Exception e)
        {
            throw new BadInputException(Package, "is fetched with npm, which is not installed; --runtime names a folder that has it", e);
        }
    }

    private static async Task ExtractAsync(Stream package, string target, CancellationToken cancellation)
    {
        await using var unpacked = new GZipStream(package, CompressionMode.Decompress);
        await using var archive = new TarReader(unpacked);
        while (await archive.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
        {
            if (Files.FirstOrDefault(file => entry.Name == $"package/dist/{file}") is { } file)
            {
                await entry.ExtractToFileAsync(Path.Combine(target, file), overwrite: true, cancellation);
            }
        }
    }
}

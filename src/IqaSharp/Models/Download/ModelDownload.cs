using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Models.Catalogue;
using IqaSharp.Models.Conversion;

namespace IqaSharp.Models.Download;

/// <summary>Downloads published checkpoints and installs them as models. A download that is stopped goes on where it was, in this process or a later one.</summary>
/// <example><code>
/// using var download = new ModelDownload(ModelStore.Default);
/// var pulled = await download.PullAsync("musiq-koniq", new Progress&lt;DownloadProgress&gt;(p => Console.WriteLine(p.Bytes)));
/// </code></example>
public sealed class ModelDownload : IDisposable
{
    private readonly ModelStore _store;
    private readonly HttpClient _http;
    private readonly FileDownload _files;
    private readonly Func<string, string, string, ConversionOptions, ConversionResult> _convert;

    /// <param name="store">Where the models go.</param>
    /// <param name="options">How patient it is; null for as a person is.</param>
    public ModelDownload(ModelStore store, DownloadOptions? options = null)
        : this(store, options ?? new DownloadOptions(), new SocketsHttpHandler { AllowAutoRedirect = false }, ModelConverter.Convert)
    {
    }

    internal ModelDownload(ModelStore store, DownloadOptions options, HttpMessageHandler handler, Func<string, string, string, ConversionOptions, ConversionResult> convert)
    {
        _store = store;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // the stall's time counts, not the whole
        _files = new FileDownload(_http, options);
        _convert = convert;
    }

    /// <summary>Downloads the catalogue's model of that name, checks it, converts it and installs it. An installed one is left as it is, unless its file is damaged.</summary>
    /// <exception cref="BadWeightsException">There is no such model, or what was loaded is not what was published: nothing of it is kept.</exception>
    /// <exception cref="BadInputException">It cannot be loaded or written: what has been loaded is kept.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: what has been loaded is kept.</exception>
    public async Task<PulledModel> PullAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (ModelCatalogue.Find(name) is { } entry)
        {
            return await PullAsync(entry, progress, cancellation).ConfigureAwait(false);
        }

        throw _store.InstalledFile(name) is null ? _store.Missing(name) : new BadWeightsException(name, "came with the program or was made here, and is nowhere to download");
    }

    /// <inheritdoc cref="PullAsync(string, IProgress{DownloadProgress}?, CancellationToken)"/>
    internal async Task<PulledModel> PullAsync(CatalogueEntry entry, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (Installed(entry) is { } installed)
        {
            return installed;
        }

        var folder = Path.Combine(_store.Downloads, entry.Name);
        try
        {
            Directory.CreateDirectory(folder);
            Directory.CreateDirectory(_store.Models);
            using var held = PullLock.Take(entry.Name, folder + ".lock");
            return Installed(entry) ?? await PullAsync(entry, folder, progress, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(folder, e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<PulledModel> PullAsync(CatalogueEntry entry, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder); // the pull that held the lock before may have cleared it away
        string[] paths = [.. entry.Files.Select(file => Path.Combine(folder, file.File))];
        var loaded = new List<DownloadedFile>();
        foreach (var (i, file) in entry.Files.Index())
        {
            var after = entry.Files.Skip(i + 1).Aggregate((long?)0, (sum, other) => sum + other.ApproximateBytes);
            loaded.Add(await LoadAsync(file, paths[i], progress is null ? null : new WholeProgress(progress, loaded.Sum(other => other.Bytes), after), cancellation).ConfigureAwait(false));
        }

        // The converter tells formats by content, but people read names in its messages.
        Array.ForEach(paths, path => File.Move(Part.Of(path).File, path, overwrite: true));
        var model = Path.Combine(folder, entry.Name + ".safetensors");
        var options = entry.ToConversionOptions(loaded.Select(file => file.Sha256)) with { Backbone = paths.Skip(1).FirstOrDefault() };
        ConversionResult made;
        try
        {
            made = await Task.Run(() => _convert(entry.Architecture, paths[0], model, options), cancellation).ConfigureAwait(false);
        }
        catch (BadWeightsException)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
        catch
        {
            // Not the files' fault: the next pull converts what is there.
            File.Delete(model);
            Array.ForEach(paths, path => File.Move(path, Part.Of(path).File));
            throw;
        }

        File.Move(model, _store.Place(entry.Name), overwrite: true);
        Directory.Delete(folder, recursive: true);
        return new PulledModel(entry.Name, _store.Place(entry.Name), made.Card, loaded[0]) { Backbone = loaded.Skip(1).FirstOrDefault() };
    }

    /// <summary>Loads a file to <c>path.part</c> and checks it.</summary>
    private async Task<DownloadedFile> LoadAsync(PublishedFile published, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = Part.Of(path);
        if (File.Exists(path))
        {
            File.Move(path, part.File, overwrite: true); // a pull was killed while it converted
        }

        var state = await _files.FetchAsync(published, path, progress, cancellation).ConfigureAwait(false);
        return await VerifyAsync(published, part, state, cancellation).ConfigureAwait(false);
    }

    private PulledModel? Installed(CatalogueEntry entry) =>
        _store.InstalledFile(entry.Name) is { } path && ModelStore.Read(entry.Name, path) is { Card: { } card } ? new PulledModel(entry.Name, path, card, null) : null;

    private static async Task<DownloadedFile> VerifyAsync(PublishedFile published, Part part, DownloadState state, CancellationToken cancellation)
    {
        var (sha256, md5, bytes) = await HashAsync(part.File, cancellation).ConfigureAwait(false);
        var verification = published.Sha256 is { } known ? known.Length == sha256.Length ? Verification.Sha256 : Verification.Sha256Prefix
            : state.Md5 is null ? Verification.None : Verification.ServerMd5;
        if (published.Sha256 is { } expected ? !sha256.StartsWith(expected, StringComparison.Ordinal) : state.Md5 is not null && state.Md5 != md5)
        {
            part.Delete();
            var (kind, found, wanted) = published.Sha256 is null ? ("MD5", md5, state.Md5) : ("SHA-256", sha256, published.Sha256);
            throw new BadWeightsException(published.Address.ToString(), $"its {kind} is {found}, and should be {wanted}{(wanted!.Length < found.Length ? "…" : "")}: damaged on the way, or replaced; it was deleted");
        }

        return new DownloadedFile(bytes, sha256, verification);
    }

    private static async Task<(string Sha256, string Md5, long Bytes)> HashAsync(string path, CancellationToken cancellation)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5); // against damage only: what Google's storage sends along
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 17];
        while (await file.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            sha256.AppendData(buffer, 0, read);
            md5.AppendData(buffer, 0, read);
        }

        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(md5.GetHashAndReset()), file.Length);
    }

    /// <summary>One file's progress as that of all files.</summary>
    private sealed class WholeProgress(IProgress<DownloadProgress> whole, long before, long? after) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => whole.Report(value with { Bytes = before + value.Bytes, Total = before + value.Total + after });
    }
}

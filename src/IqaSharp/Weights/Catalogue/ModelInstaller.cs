namespace IqaSharp.Weights;

/// <summary>Downloads published checkpoints and makes models of them, in the user's cache.</summary>
/// <param name="store">Where to.</param>
/// <param name="download">How.</param>
public sealed class ModelInstaller(ModelStore store, Download download)
{
    /// <summary>Installs a model. Stopped at any moment it leaves either the model or what a later attempt goes on from.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="progress">Told of what arrives.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The checkpoint's SHA-256 and the model's card.</returns>
    /// <exception cref="BadInputException">It cannot be had, is not what was expected, or somebody else is installing it.</exception>
    public async Task<(string Sha256, ModelCard Card)> InstallAsync(CatalogueEntry entry, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        RequireConvertible(entry);
        var downloads = Path.Combine(store.Cache, "downloads");
        CreateFolders(downloads);
        var file = Path.Combine(downloads, Path.GetFileName(entry.Url.AbsolutePath));
        using var held = Lock(file, entry.Name);
        var sha256 = await download.FetchAsync(entry.Url, file, entry.Size, entry.Sha256, progress, cancellation).ConfigureAwait(false);
        try
        {
            var made = ModelConverter.ConvertMusiq(file, store.PathOf(entry.Name), new ConversionOptions
            {
                Name = entry.Name,
                Semantics = entry.Semantics,
                Range = entry.Range,
                Description = entry.Description,
                Licence = entry.Licence,
                Origin = $"{entry.Url} (SHA-256 {sha256})",
                Correlations = entry.Correlations,
            });
            return (sha256, made.Card);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void RequireConvertible(CatalogueEntry entry)
    {
        if (entry.Architecture != MusiqWeights.Architecture)
        {
            throw new BadWeightsException(entry.Name, $"its architecture '{entry.Architecture}' is not known to this version");
        }
    }

    private void CreateFolders(string downloads)
    {
        try
        {
            Directory.CreateDirectory(downloads);
            Directory.CreateDirectory(store.Models);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(store.Cache, $"cannot be written: {e.Message} (the environment variable IQA_HOME names another folder)", e);
        }
    }

    /// <summary>Two that append to one file would ruin it. The system lets go of the lock whatever becomes of this process.</summary>
    private static FileStream Lock(string file, string name)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new BadInputException(name, "another process is downloading it", e);
        }
    }
}

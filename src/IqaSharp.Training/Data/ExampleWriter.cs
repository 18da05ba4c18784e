using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Training.Data;

/// <summary>Writes the images that a recipe makes from photographs, as PNG files and a manifest (<see cref="Manifest"/>).</summary>
internal static class ExampleWriter
{
    private const string Heading = "image,score,reference,degraded,split,scene,distortion,level";

    /// <param name="lists">Lists by index, each with its split.</param>
    /// <param name="all">All images.</param>
    /// <param name="folder">The output folder; files that are already there are kept.</param>
    /// <param name="progress">Receives the number of lists written.</param>
    /// <param name="cancellation">Stops; the same call resumes.</param>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="BadInputException">A file cannot be written, or an image cannot be made.</exception>
    public static string Write(IReadOnlyList<(int[] List, string Split)> lists, IReadOnlyList<Example> all, string folder, Action<int> progress, CancellationToken cancellation)
    {
        var (rows, done) = (new StringBuilder(Heading + "\n"), 0);
        string Rows((int[] List, string Split) list) =>
            string.Concat(list.List.Select(i => all[i]).Where(example => example is { Score: not null, Reference: not null }).Select(example => Row(example, list.Split, all, folder)));

        // One thread for each photograph, since its lists share the pristine file.
        try
        {
            foreach (var (text, count) in lists.GroupBy(list => all[list.List[^1]].Reference).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).WithCancellation(cancellation).Select(group => (string.Concat(group.Select(Rows)), group.Count())))
            {
                rows.Append(text);
                progress(done += count);
            }
        }
        catch (AggregateException e) when (e.InnerException is BadInputException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException); // the parallel query wraps it
        }

        var manifest = Path.Combine(folder, "manifest.csv");
        AtomicFile.Write(manifest, stream => stream.Write(Encoding.UTF8.GetBytes(rows.ToString())));
        return manifest;
    }

    private static string Row(Example example, string split, IReadOnlyList<Example> all, string folder)
    {
        var pristine = all[example.Reference!.Value];
        var shown = example is RestoredPhotograph restored ? all[restored.ShownReference] : null;
        string[] fields =
        [
            Saved(example, pristine, folder),
            example.Score!.Value.ToString("R", CultureInfo.InvariantCulture),
            Saved(pristine, pristine, folder),
            shown is null ? "" : Saved(shown, pristine, folder),
            split,
            pristine.Name,
            Steps(example, pristine).First(),
            $"{(example as DistortedPhotograph)?.Level}",
        ];
        return CsvWriter.Line(fields);
    }

    /// <returns>Its path below the folder.</returns>
    private static string Saved(Example example, Example pristine, string folder)
    {
        var steps = example == pristine ? "pristine" : string.Join('-', Steps(example, pristine));
        var photograph = pristine.Name.Split('/', '\\').Select(part => part.Replace(':', '_')).Where(part => part is not ("" or "." or "..")); // nothing is written outside the folder
        var file = $"{string.Join('/', photograph)}/{steps}.png";
        var full = Path.Combine(folder, file);
        if (!File.Exists(full))
        {
            OutputFolder.Create(Path.GetDirectoryName(full)!);
            example.Load().Save(full);
        }

        return file;
    }

    /// <summary>What was done to the photograph: the words that follow the photograph's name.</summary>
    private static string[] Steps(Example example, Example pristine) => example.Name[pristine.Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

using System.Globalization;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Training.Data;

/// <summary>Writes what a recipe makes of photographs, as PNG files and a manifest (<see cref="Manifest"/>).</summary>
internal static class ExampleWriter
{
    private const string Heading = "image,score,reference,degraded,split,scene,distortion,level";

    /// <param name="lists">Each with its split.</param>
    /// <param name="all">What the lists' indices mean.</param>
    /// <param name="folder">Where to; files that are there already are kept.</param>
    /// <param name="progress">Told how many lists are written.</param>
    /// <param name="cancellation">Stops; the same call goes on.</param>
    /// <returns>The manifest.</returns>
    public static string Write(IReadOnlyList<(int[] List, string Split)> lists, IReadOnlyList<Example> all, string folder, Action<int> progress, CancellationToken cancellation)
    {
        var (rows, done) = (new StringBuilder(Heading + "\n"), 0);
        string Rows((int[] List, string Split) list) =>
            string.Concat(list.List.Select(i => all[i]).Where(example => example is { Score: not null, Reference: not null }).Select(example => Row(example, list.Split, all, folder)));

        // One photograph is one thread's: its lists share the pristine file.
        foreach (var (text, count) in lists.GroupBy(list => all[list.List[^1]].Reference).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).WithCancellation(cancellation).Select(group => (string.Concat(group.Select(Rows)), group.Count())))
        {
            rows.Append(text);
            progress(done += count);
        }

        var manifest = Path.Combine(folder, "manifest.csv");
        AtomicFile.Write(manifest, stream => stream.Write(Encoding.UTF8.GetBytes(rows.ToString())));
        return manifest;
    }

    private static string Row(Example example, string split, IReadOnlyList<Example> all, string folder)
    {
        var pristine = all[example.Reference!.Value];
        var shown = example.Degraded is { } degraded ? all[degraded] : null;
        string[] fields =
        [
            Saved(example, pristine, folder),
            example.Score!.Value.ToString("R", CultureInfo.InvariantCulture),
            Saved(pristine, pristine, folder),
            shown is null ? "" : Saved(shown, pristine, folder),
            split,
            pristine.Name,
            Steps(example, pristine).First(),
            $"{example.Level}",
        ];
        return CsvWriter.Line(fields);
    }

    /// <returns>Its path from the folder on.</returns>
    private static string Saved(Example example, Example pristine, string folder)
    {
        var steps = example == pristine ? "pristine" : string.Join('-', Steps(example, pristine));
        var photograph = pristine.Name.Split('/', '\\').Select(part => part.Replace(':', '_')).Where(part => part is not ("" or "." or "..")); // nothing is written outside the folder
        var file = $"{string.Join('/', photograph)}/{steps}.png";
        var full = Path.Combine(folder, file);
        if (!File.Exists(full))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            example.Load().Save(full);
        }

        return file;
    }

    /// <summary>What was done to the photograph: the name goes on where the photograph's ends.</summary>
    private static string[] Steps(Example example, Example pristine) => example.Name[pristine.Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

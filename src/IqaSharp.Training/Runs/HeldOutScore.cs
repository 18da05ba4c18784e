using System.Globalization;
using System.Text;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Training.Data;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks;

namespace IqaSharp.Training.Runs;

/// <summary>One held-out image with what a run's best weights say of it.</summary>
/// <param name="Set">The source of the recipe that it comes from.</param>
/// <param name="Photograph">The pristine original.</param>
/// <param name="Damage">The kind of distortion.</param>
/// <param name="Severity">Its level or factor.</param>
/// <param name="Restorer">What restored it; empty for a distorted image.</param>
/// <param name="Label">The score to predict.</param>
/// <param name="Score">The score predicted.</param>
internal sealed record HeldOutScore(string Set, string Photograph, string Damage, int Severity, string Restorer, double Label, double Score)
{
    private const string Heading = "set,photograph,damage,severity,restorer,label,score\n";

    /// <summary>Scores the held-out lists of all sources, those for the test alone too, with the best weights, and writes them as CSV, if that is not done yet.</summary>
    public static void Write(RunFolder folder, Recipe recipe, ITrainingTask task, Examples examples, ITrainingView view, CancellationToken cancellation)
    {
        if (File.Exists(folder.HeldOut) && File.GetLastWriteTimeUtc(folder.HeldOut) >= File.GetLastWriteTimeUtc(folder.Best))
        {
            return;
        }

        using var best = SafeTensors.Read(folder.Best);
        task.Parameters.Load(best.Tensors);
        int[] images = [.. examples.ValidationLists.Concat(examples.TestLists).SelectMany(list => list).Where(i => examples.All[i] is { Score: not null, Reference: not null }).Distinct()];
        var scores = new Validator(task, examples, view).Score(images, task.Parameters.All, cancellation).Scores;
        var text = Heading + string.Concat(images.Select(i => Row(examples, i, SetName(recipe, examples.All[i].Source), scores[i])));
        AtomicFile.Write(folder.HeldOut, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What a run wrote.</summary>
    public static IReadOnlyList<HeldOutScore> Read(RunFolder folder) =>
        [.. Table.ReadCsv(folder.HeldOut, "set").Rows.Select(row => new HeldOutScore(row.Text("set"), row.Text("photograph"), row.Text("damage"), (int)row.Number("severity"), row.Optional("restorer") ?? "", row.Number("label"), row.Number("score")))];

    /// <summary>What tables call the images of a source.</summary>
    public static string SetName(Recipe recipe, int source) => recipe.Data[source].Name ?? "held-out photographs";

    private static string Row(Examples examples, int i, string set, double score)
    {
        var example = examples.All[i];
        var (damage, severity, restorer) = example switch
        {
            RestoredPhotograph restored => (restored.Damage, restored.Severity, restored.Restorer),
            DistortedPhotograph distorted => (distorted.Kind ?? "", distorted.Level, ""),
            _ => ("", 0, ""),
        };
        return CsvWriter.Line([set, examples.All[example.Reference!.Value].Name, damage, $"{severity}", restorer, example.Score!.Value.ToString("R", CultureInfo.InvariantCulture), score.ToString("R", CultureInfo.InvariantCulture)]);
    }
}

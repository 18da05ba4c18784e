using System.Globalization;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Runs;

/// <summary>Trains every variant of a recipe with every seed, and writes one table. Finished runs are not repeated.</summary>
internal static class Ablation
{
    /// <param name="path">The grid's file.</param>
    /// <param name="ablation">The grid.</param>
    /// <param name="folder">The folder of the runs and of the table.</param>
    /// <param name="options">Options of each run, except for its folder.</param>
    /// <param name="view">Receives progress, and the name of each variant.</param>
    /// <param name="cancellation">Stops; the same call resumes.</param>
    /// <returns>The table, in Markdown.</returns>
    public static string Run(string path, AblationRecipe ablation, string folder, TrainingOptions options, ITrainingView view, CancellationToken cancellation)
    {
        var recipe = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, ablation.Recipe);
        var grid = ablation.Variants.Select(variant => ablation.Seeds.Select(seed => RecipeFile.Read(recipe, [.. ablation.Set, .. variant.Set ?? [], $"seed={seed}"])).ToList()).ToList(); // errors in any of them show before the first run
        var rows = new List<(string Name, List<Validation> Results)>();
        foreach (var (variant, recipes) in ablation.Variants.Zip(grid))
        {
            var results = new List<Validation>();
            foreach (var own in recipes)
            {
                view.Message($"{variant.Name}, seed {own.Seed}");
                var run = Path.Combine(folder, $"{Slug(variant.Name)}-{own.Seed}");
                if (TrainingRun.Start(recipe, own, options with { Run = run }, view, cancellation).Best is not { } best)
                {
                    throw new BadInputException(path, "the recipe holds nothing out to validate with");
                }

                results.Add(best);
            }

            rows.Add((variant.Name, results));
        }

        var table = Table(rows);
        AtomicFile.Write(Path.Combine(folder, "table.md"), stream => stream.Write(Encoding.UTF8.GetBytes(table)));
        return table;
    }

    private static string Table(IReadOnlyList<(string Name, List<Validation> Results)> rows)
    {
        (string Title, Func<Validation, double?> Of)[] columns =
        [
            ("SRCC", result => result.Srcc), ("PLCC", result => result.Plcc), ("choices", result => result.Choices), ("SRCC per reference", result => result.PerReference), ("SRCC with weak scores", result => result.PseudoLabels), ("pairs in order", result => result.Ladders),
        ];
        var shown = columns.Where(column => rows.Any(row => row.Results.Any(result => column.Of(result) is not null))).ToList();
        var text = new StringBuilder($"| variant | {string.Join(" | ", shown.Select(column => column.Title))} |\n| --- |{string.Concat(shown.Select(_ => " ---: |"))}\n");
        foreach (var (name, results) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", shown.Select(column => Text([.. results.Select(column.Of).OfType<double>()])))} |\n");
        }

        return text.ToString();
    }

    /// <summary>Mean and standard deviation over the seeds.</summary>
    private static string Text(double[] values)
    {
        if (values.Length == 0)
        {
            return "–";
        }

        var mean = values.Average();
        return values.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000}")
            : string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)):0.0000}");
    }

    private static string Slug(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}

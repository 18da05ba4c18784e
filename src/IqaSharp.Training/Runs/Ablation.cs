using System.Globalization;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Runs;

/// <summary>Trains every variant of a recipe with every seed, and writes tables and a chart. Finished runs are not repeated.</summary>
internal static class Ablation
{
    private static readonly (string Title, Func<Validation, double?> Of)[] Columns =
    [
        ("SRCC", result => result.Srcc), ("PLCC", result => result.Plcc), ("choices", result => result.Choices),
        ("SRCC per reference", result => result.PerReference), ("SRCC with weak scores", result => result.PseudoLabels), ("pairs in order", result => result.Ladders),
    ];

    /// <param name="path">The grid's file.</param>
    /// <param name="ablation">The grid.</param>
    /// <param name="folder">The folder of the runs, the tables and the chart.</param>
    /// <param name="options">Options of each run, except for its folder.</param>
    /// <param name="view">Receives progress, and the name of each variant.</param>
    /// <param name="cancellation">Stops; the same call resumes.</param>
    /// <returns>The tables, in Markdown.</returns>
    public static string Run(string path, AblationRecipe ablation, string folder, TrainingOptions options, ITrainingView view, CancellationToken cancellation)
    {
        var recipe = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, ablation.Recipe);
        if (ablation.Baseline is { } baseline && !ablation.Variants.Any(variant => variant.Name == baseline))
        {
            throw new BadInputException(path, $"baseline: there is no variant '{baseline}'");
        }

        var grid = ablation.Variants.Select(variant => ablation.Seeds.Select(seed => RecipeFile.Read(recipe, [.. ablation.Set, .. variant.Set ?? [], $"seed={seed}"])).ToList()).ToList(); // errors in any of them show before the first run
        var rows = new List<(string Name, IReadOnlyList<Validation> Results, IReadOnlyList<IReadOnlyList<HeldOutScore>> HeldOut)>();
        foreach (var (variant, recipes) in ablation.Variants.Zip(grid))
        {
            var (results, heldOut) = (new List<Validation>(), new List<IReadOnlyList<HeldOutScore>>());
            foreach (var own in recipes)
            {
                view.Message($"{variant.Name}, seed {own.Seed}");
                var run = Path.Combine(folder, $"{Slug(variant.Name)}-{own.Seed}");
                results.Add(TrainingRun.Start(recipe, own, options with { Run = run, Test = true }, view, cancellation).Best ?? throw new BadInputException(path, "the recipe holds nothing out to validate with"));
                heldOut.Add(HeldOutScore.Read(new RunFolder(run)));
            }

            rows.Add((variant.Name, results, heldOut));
        }

        var validation = Columns.Select(column => (column.Title, Rows: rows.ConvertAll(row => (Variant: row.Name, Seeds: row.Results.Select(column.Of).OfType<double>().ToArray()))))
            .Where(column => column.Rows.Exists(row => row.Seeds.Length > 0)).Select(column => (column.Title, (IReadOnlyList<(string, double[])>)column.Rows)).ToList();
        var heldOutOfAll = rows.ConvertAll(row => (row.Name, row.HeldOut));
        var tests = heldOutOfAll[0].HeldOut[0].Count > 0;
        var tables = Table([.. rows.Select(row => row.Name)], validation) + (tests ? AblationTables.Of(heldOutOfAll, ablation.Baseline) : "");
        AtomicFile.Write(Path.Combine(folder, "table.md"), stream => stream.Write(Encoding.UTF8.GetBytes(tables)));
        if (tests || validation.Count > 0)
        {
            AblationChart.Of(tests ? AblationTables.PerReference(heldOutOfAll) : validation, ablation.Baseline).Save(folder, "chart");
        }

        return tables;
    }

    private static string Table(IReadOnlyList<string> variants, IReadOnlyList<(string Title, IReadOnlyList<(string Variant, double[] Seeds)> Rows)> columns)
    {
        var text = new StringBuilder($"| variant |{string.Concat(columns.Select(column => $" {column.Title} |"))}\n| --- |{string.Concat(columns.Select(_ => " ---: |"))}\n");
        foreach (var (i, variant) in variants.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {variant} |{string.Concat(columns.Select(column => $" {AblationTables.Spread(column.Rows[i].Seeds.Select(seed => (double?)seed))} |"))}\n");
        }

        return text.ToString();
    }

    private static string Slug(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}

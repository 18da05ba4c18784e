using System.CommandLine;
using System.Globalization;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>The table of docs/performance.md: this build next to that of another commit, to the bare graph on ONNX Runtime and to libtorch, in one process.</summary>
internal static class SpeedBenchmark
{
    public const string Name = "speed";

    private const string Now = "now", Fast = "fast", Before = "before", Bare = "bare graph", Torch = "libtorch";

    private static readonly string[] Columns = [Now, Fast, Before, Bare, Torch];

    public static int Run(string[] arguments)
    {
        var before = new Option<string?>("--before") { Description = "A checkout of another commit, in which ./iqa has been run once" };
        var rounds = new Option<int>("--rounds") { Description = "Measurements of each number; the median is shown", DefaultValueFactory = _ => 15 };
        var only = new Option<string>("--only") { Description = "Only rows whose name contains this", DefaultValueFactory = _ => "" };
        var images = new Option<int>("--images") { Description = "Images of a run of many", DefaultValueFactory = _ => 48 };
        var chart = new Option<string?>("--chart") { Description = "Write a chart of the ratios to this SVG file" };
        var command = new RootCommand("Speed of this build, in ratios") { before, rounds, only, images, chart };
        command.SetAction(parsed => Run(parsed.GetValue(before), parsed.GetValue(rounds), parsed.GetValue(only)!, parsed.GetValue(images), parsed.GetValue(chart)));
        return command.Parse(arguments).Invoke();
    }

    private static void Run(string? checkout, int rounds, string only, int images, string? chart)
    {
        var folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
        try
        {
            var (own, other) = (Library.Own(), checkout is null ? null : Library.Of(checkout));
            Console.WriteLine($"| what | {string.Join(" | ", Columns)} | to before | to {Bare} | to {Torch} |");
            Console.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" --: |", Columns.Length + 3))}");
            var ratios = new List<(string Row, string Column, double Ratio)>();
            foreach (var contest in new SpeedRows(own, other, folder, images).All().Where(row => row.Name.Contains(only, StringComparison.Ordinal)).Select(row => row.Make()))
            {
                var medians = contest.Medians(rounds);
                var best = medians.GetValueOrDefault(Fast, medians[Now]);
                Console.WriteLine($"| {contest.Name} | {string.Join(" | ", Columns.Select(column => Time(contest, medians, column)))} | {string.Join(" | ", new[] { Before, Bare, Torch }.Select(column => Ratio(medians, column, best)))} |");
                ratios.AddRange(new[] { Before, Bare, Torch }.Where(medians.ContainsKey).Select(column => (contest.Name, column, medians[column] / best)));
            }

            if (chart is not null)
            {
                RatioChart.Write(chart, ratios);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Time(Contest contest, Dictionary<string, double> medians, string column) =>
        !medians.TryGetValue(column, out var seconds) ? "" : contest.Images > 1 ? Text($"{contest.Images / seconds:0.0}/s") : Text($"{1000 * seconds:0.0} ms");

    private static string Ratio(Dictionary<string, double> medians, string column, double best) => medians.TryGetValue(column, out var seconds) ? Text($"{seconds / best:0.00}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

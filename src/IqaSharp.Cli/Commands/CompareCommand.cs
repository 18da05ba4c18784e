using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Spectre.Console;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa compare</c>.</summary>
internal static partial class CompareCommand
{
    private const string WinnerMark = "*";

    public static Command Create()
    {
        var paths = new Argument<string[]>("images") { Description = "The images to compare", Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string?>("--reference", "-r") { Description = "Their pristine original", HelpName = "file" };
        var metrics = new Option<string[]>("--metric", "-m") { Description = "Metrics, separated by commas; default: all that apply", HelpName = "a,b,…", AllowMultipleArgumentsPerToken = true };
        var map = new Option<string?>("--map") { Description = "Write PNG maps into this folder: where the images differ (SSIM, GMSD, FSIM, MDSI, Butteraugli) and where they are good (learned metrics)", HelpName = "folder" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new DocumentedCommand(
            "compare",
            "Compare a few images by all metrics, side by side",
            """
            A row for each metric and a column for each image; * marks the image that the metric rates best, whether higher or lower scores are better.

            Examples:
              iqa compare a.jpg b.jpg
              iqa compare webp.png avif.png --reference original.png
              iqa compare webp.png avif.png --reference original.png --metric ssim,mdsi --map maps/
            """)
        {
            paths, reference, metrics, map, json,
        };
        command.SetAction(parsed =>
        {
            var files = parsed.GetRequiredValue(paths);
            var images = files.Select(file => Image.Load(file)).ToList();
            var original = parsed.GetValue(reference) is { } path ? Image.Load(path) : null;
            string[] chosen = [.. (parsed.GetValue(metrics) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            var names = chosen.Length > 0 ? chosen : Comparison.Applicable(original is not null);
            var loaded = names.Select(name => Load(name, original is not null)).ToList();
            try
            {
                var rows = loaded.Select(metric => Comparison.Of(metric, images, original)).ToList();
                if (parsed.GetValue(json))
                {
                    Console.WriteLine(JsonSerializer.Serialize(new Result(files, rows), ComparisonJson.Default.Result));
                }
                else
                {
                    Print(files, rows);
                }

                if (parsed.GetValue(map) is { } folder)
                {
                    var shown = files.Zip(images, (file, image) => (Path.GetFileNameWithoutExtension(file), image)).ToList();
                    foreach (var (file, scale) in MapFiles.Write(folder, loaded, shown, original))
                    {
                        Console.Error.WriteLine($"{file}: {scale}");
                    }
                }

                return rows.Any(row => row.Error is not null) ? ExitCode.Failed : ExitCode.Done;
            }
            finally
            {
                loaded.ForEach(metric => metric.Dispose());
            }
        });
        return command;
    }

    private static Metric Load(string name, bool withReference)
    {
        var metric = Metric.Load(name);
        return metric.NamesLabels ? throw new BadInputException(name, "gives labels, not scores")
            : metric.Card.ReferenceKind == ReferenceKind.NoReference || withReference ? metric
            : throw new BadInputException(name, "compares images with a reference: --reference names it");
    }

    private static void Print(string[] files, IReadOnlyList<Comparison> rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(new TableColumn("metric").NoWrap()).AddColumn(new TableColumn("better").NoWrap());
        foreach (var file in files)
        {
            table.AddColumn(new TableColumn(new Text(file)).RightAligned().NoWrap());
        }

        foreach (var row in rows)
        {
            var winners = row.Winners;
            table.AddRow([new Text(row.Metric), new Text(row.HigherIsBetter ? "higher" : "lower"), .. row.Scores.Select((score, i) =>
                new Text($"{score?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–"}{(winners.Contains(i) ? WinnerMark : " ")}"))]);
        }

        table.AddRow([new Text("best by"), new Text(""), .. files.Select((_, i) => new Text($"{rows.Count(row => row.Winners.Contains(i))} "))]);
        Terminal.Write(table);
        foreach (var row in rows.Where(row => row.Error is not null))
        {
            Console.Error.WriteLine($"{row.Metric}: {row.Error}");
        }
    }

    /// <summary>The table in JSON.</summary>
    internal sealed record Result(IReadOnlyList<string> Images, IReadOnlyList<Comparison> Metrics);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Result))]
    internal sealed partial class ComparisonJson : JsonSerializerContext;
}

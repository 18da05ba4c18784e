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
    private const string None = "–";

    public static Command Create()
    {
        var paths = new Argument<string[]>("images") { Description = "The images to compare", Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string?>("--reference", "-r") { Description = "Their pristine original", HelpName = "file" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = "reference: resize images to the size of their reference; default: leave a gap", HelpName = "reference" }.AcceptEnumNames();
        var metrics = new Option<string[]>("--metric", "-m") { Description = "Metrics, separated by commas; default: all that apply", HelpName = "a,b,…", AllowMultipleArgumentsPerToken = true };
        var map = new Option<string?>("--map") { Description = "Write PNG maps into this folder: where the images differ (SSIM, GMSD, FSIM, MDSI, Butteraugli) and where they are good (learned metrics)", HelpName = "folder" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var device = DeviceOption.Create();
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "compare",
            "Compare a few images by all metrics, side by side",
            """
            A row for each metric and a column for each image; * marks the image that the metric rates best, whether higher or lower scores are better.
            Entropy and sharpness are shown, but mark no image: noise and ringing raise them too. Exit code: 1 if an image or a score is missing.

            Examples:
              iqa compare a.jpg b.jpg
              iqa compare webp.png avif.png --reference original.png
              iqa compare webp.png avif.png --reference original.png --metric ssim,mdsi --map maps/
            """)
        {
            paths, reference, fit, metrics, map, json, device, maxPixels,
        };
        command.SetAction(parsed =>
        {
            var options = new MetricOptions { SizeMismatch = parsed.GetValue(fit), Decoding = parsed.Decoding(maxPixels), Device = parsed.GetValue(device) };
            var original = parsed.GetValue(reference) is { } path ? Image.Load(path, options.Decoding) : null;
            string[] chosen = [.. (parsed.GetValue(metrics) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            var loaded = (chosen.Length > 0 ? chosen : Comparison.Applicable(original is not null)).Select(name => Load(name, original is not null, options)).ToList();
            try
            {
                var columns = parsed.GetRequiredValue(paths).Select(file => Read(file, options.Decoding)).ToList();
                var rows = loaded.Select(metric => Comparison.Of(metric, [.. columns.Select(column => column.Image)], original)).ToList();
                if (parsed.GetValue(json))
                {
                    Terminal.Data(JsonSerializer.Serialize(new Result([.. columns.Select(column => column.File)], [.. columns.Select(column => column.Error?.Reason)], rows), ComparisonJson.Default.Result));
                }
                else
                {
                    Print(columns, rows);
                }

                if (parsed.GetValue(map) is { } folder)
                {
                    var shown = columns.Where(column => column.Image is not null).Select(column => (Path.GetFileNameWithoutExtension(column.File), column.Image!)).ToList();
                    foreach (var (file, scale) in MapFiles.Write(folder, loaded, shown, original))
                    {
                        Terminal.Error($"{file}: {scale}");
                    }
                }

                return columns.Any(column => column.Error is not null) || rows.Any(row => row.Error is not null) ? ExitCode.Failed : ExitCode.Done;
            }
            finally
            {
                loaded.ForEach(metric => metric.Dispose());
            }
        });
        return command;
    }

    private static Column Read(string file, DecodeOptions decoding)
    {
        try
        {
            return new Column(file, Image.Load(file, decoding), null);
        }
        catch (BadImageException e)
        {
            return new Column(file, null, e);
        }
    }

    private static Metric Load(string name, bool withReference, MetricOptions options)
    {
        var metric = Metric.Load(name, options);
        return metric.NamesLabels ? throw new BadInputException(name, "gives labels, not scores")
            : metric.Card.ReferenceKind == ReferenceKind.NoReference || withReference ? metric
            : throw new BadInputException(name, "compares images with a reference: --reference names it");
    }

    private static void Print(IReadOnlyList<Column> columns, IReadOnlyList<Comparison> rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(new TableColumn("metric").NoWrap()).AddColumn(new TableColumn("better").NoWrap());
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Terminal.Cell(column.File)).RightAligned().NoWrap());
        }

        foreach (var row in rows)
        {
            var winners = row.Winners;
            table.AddRow([Terminal.Cell(row.Metric), new Text(row.HigherIsBetter switch { true => "higher", false => "lower", null => None }), .. row.Scores.Select((score, i) =>
                new Text($"{score?.ToString("0.####", CultureInfo.InvariantCulture) ?? None}{(winners.Contains(i) ? WinnerMark : " ")}"))]);
        }

        table.AddRow([new Text("best by"), new Text(""), .. columns.Select((_, i) => new Text($"{rows.Count(row => row.Winners.Contains(i))} "))]);
        Terminal.Write(table);
        foreach (var line in columns.Select(column => column.Error?.Message).Concat(rows.Select(row => row.Error is null ? null : $"{row.Metric}: {row.Error}")).OfType<string>())
        {
            Terminal.Error(line);
        }
    }

    /// <summary>An image, or why it cannot be read.</summary>
    private sealed record Column(string File, Image? Image, BadImageException? Error);

    /// <summary>The table in JSON.</summary>
    internal sealed record Result(IReadOnlyList<string> Images, IReadOnlyList<string?> Errors, IReadOnlyList<Comparison> Metrics);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Result))]
    internal sealed partial class ComparisonJson : JsonSerializerContext;
}

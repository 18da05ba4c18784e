using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa datasets</c>.</summary>
internal static partial class DatasetsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A data set, to show its card and the layout of its folder", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new DocumentedCommand(
            "datasets",
            "List the data sets that can be read by name, and show how their folders are laid out",
            $$"""
            The environment variable {{DataSets.FolderVariable}} names the folder that holds the data sets, each in a folder of its own; --root of other commands names the folder of one. Nothing is downloaded.

            Examples:
              iqa datasets
              iqa datasets kadid-10k
            """)
        {
            name, json,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<KnownSet> sets = parsed.GetValue(name) is { } one ? [DataSets.Of(one)] : DataSets.Known;
            if (parsed.GetValue(json))
            {
                Terminal.Data(JsonSerializer.Serialize(sets.Select(set => new Row(set)).ToList(), DatasetsJson.Default.ListRow));
            }
            else if (sets.Count == 1)
            {
                Card(sets[0]);
            }
            else
            {
                List(sets);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void List(IReadOnlyList<KnownSet> sets)
    {
        var table = new TextTable(new TextColumn("name"), new TextColumn("images", true), new TextColumn("scores"), new TextColumn("splits"), new TextColumn("reference"), new TextColumn("licence"), new TextColumn("what"));
        foreach (var set in sets)
        {
            table.Add(set.Name, Number(set.Images), Scale(set), string.Join(", ", set.Splits), set.HasReferences ? "yes" : "no", set.Licence, set.Description);
        }

        table.Write();
    }

    private static void Card(KnownSet set)
    {
        var grid = new TextTable(new TextColumn(""), new TextColumn(""));
        void Row(string title, string text) => grid.Add(title, text);
        Row("data set", $"{set.Name}: {set.Title}");
        Row("what", set.Description);
        Row("images", Number(set.Images));
        Row("scores", Scale(set));
        Row("splits", set.Splits.Count > 0 ? string.Join(", ", set.Splits) : "none official; 'test' is a fifth of the images, in whole scenes");
        Row("licence", set.Licence);
        Row("paper", set.Paper);
        Row("address", set.Address);
        Row("folder", string.Join(" or ", set.Folders.Prepend(set.Name).Distinct()));
        foreach (var entry in set.Layout)
        {
            Row(entry == set.Layout[0] ? "layout" : "", $"{string.Join(" or ", entry.Paths)}: {entry.Remark}{(entry.Optional ? " (optional)" : "")}");
        }

        grid.Write();
    }

    private static string Number(int images) => images.ToString("N0", CultureInfo.InvariantCulture);

    private static string Scale(KnownSet set) => $"{CardView.Text(set.ScoreRange)}, {(set.HigherIsBetter ? "higher" : "lower")} is better";

    /// <summary>A data set in JSON.</summary>
    internal sealed record Row(string Name, string Title, string Description, int Images, ScoreRange ScoreRange, bool HigherIsBetter, bool HasReferences, IReadOnlyList<string> Splits, string Licence, string Paper, string Address, IReadOnlyList<LayoutEntry> Layout)
    {
        public Row(KnownSet set)
            : this(set.Name, set.Title, set.Description, set.Images, set.ScoreRange, set.HigherIsBetter, set.HasReferences, set.Splits, set.Licence, set.Paper, set.Address, set.Layout)
        {
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(List<Row>))]
    internal sealed partial class DatasetsJson : JsonSerializerContext;
}

using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Models.Download;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa models</c>: list, show, pull.</summary>
internal static class ModelsCommand
{
    private static readonly string[] Titles = ["model", "state", "reference", "range", "semantics"];
    private static readonly string[] ClassicalTitles = ["classical metric", "reference", "range", "better", "smallest side"];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the cards as JSON" };
        var markdown = new Option<bool>("--markdown") { Description = "Print docs/metrics.md: the models and the classical metrics, as Markdown" };
        var command = new DocumentedCommand(
            "models",
            "List the installed and the downloadable models and the classical metrics, show a card, download one",
            """
            Downloads go to the folder that the environment variable IQA_HOME names, else to the platform's cache folder.

            Examples:
              iqa models
              iqa models show musiq
              iqa models show ssim
              iqa models pull musiq-koniq
            """)
        {
            json, markdown, Show(), Pull(),
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(markdown))
            {
                Terminal.Data(MetricsPage.Write().TrimEnd('\n'));
            }
            else if (parsed.GetValue(json))
            {
                ListJson();
            }
            else
            {
                ListTable();
            }
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "The name of a model or of a classical metric, or a model file" };
        var command = new DocumentedCommand("show", "Show the whole card of a model or of a classical metric", "Example:\n  iqa models show musiq") { name };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (ClassicalMetrics.Find(wanted) is { } classic)
            {
                CardView.Write(classic.Card);
                return;
            }

            if (ModelCatalogue.Find(wanted) is { } entry && ModelStore.Default.Installed().All(m => m.Name != wanted))
            {
                CardView.Write(entry);
                return;
            }

            using var model = Model.Read(ModelStore.Default.Find(wanted, [.. ClassicalMetrics.All.Select(metric => metric.Name)]));
            CardView.Write(model);
        });
        return command;
    }

    private static Command Pull()
    {
        var name = new Argument<string>("name") { Description = "A downloadable model's name ('iqa models' lists them)" };
        var command = new DocumentedCommand(
            "pull",
            "Download a published checkpoint and convert it to a model",
            """
            A download that was stopped is resumed. Each file is checked against its size and hash before it is used. LPIPS and DISTS are two files,
            the authors' weights and torchvision's backbone, which are joined.

            Examples:
              iqa models pull musiq-koniq
              iqa models pull lpips-alex
            """) { name };
        command.SetAction((parsed, cancellation) => PullAsync(parsed.GetRequiredValue(name), cancellation));
        return command;
    }

    private static async Task<int> PullAsync(string name, CancellationToken cancellation)
    {
        if (ModelCatalogue.Find(name) is { } entry)
        {
            foreach (var file in entry.Files)
            {
                Terminal.Error($"{name}: {file.Address}");
            }

            Terminal.Error($"{name}: licence: {entry.Licence}");
        }

        PulledModel pulled;
        using (var download = new ModelDownload(ModelStore.Default))
        using (var progress = new TransferLine())
        {
            pulled = await download.PullAsync(name, progress, cancellation);
        }

        DownloadedFile[] loaded = [.. new[] { pulled.Download, pulled.Backbone }.OfType<DownloadedFile>()];
        Terminal.Line($"{name}: {(loaded.Length > 0 ? $"installed, {string.Join("; of the backbone, ", loaded.Select(Verified))}" : "already installed")}");
        return ExitCode.Done;
    }

    private static string Verified(DownloadedFile file) => file.Verification switch
    {
        Verification.Sha256 => "its SHA-256 is as expected",
        Verification.Sha256Prefix => "its SHA-256 begins as the file name says",
        Verification.ServerMd5 => $"its MD5 is that of the server; no SHA-256 is published, it is {file.Sha256}",
        _ => $"no hash is published, its SHA-256 is {file.Sha256}",
    };

    private static void ListTable()
    {
        var table = new TextTable([.. Titles.Append("licence").Select(title => new TextColumn(title))]);
        foreach (var row in Rows())
        {
            table.Add(row);
        }

        table.Write();
        Terminal.Line("");
        var classics = new TextTable([.. ClassicalTitles.Append("what it is").Select(title => new TextColumn(title))]);
        foreach (var metric in ClassicalMetrics.All)
        {
            classics.Add(metric.Name, CardView.Text(metric.ReferenceKind), CardView.Text(metric.Range), CardView.Better(metric), $"{metric.SmallestSide}", metric.Title);
        }

        classics.Write();
    }

    private static IEnumerable<string[]> Rows()
    {
        var installed = new HashSet<string>();
        foreach (var model in ModelStore.Default.Installed())
        {
            installed.Add(model.Name);
            yield return Row(model.Name, model.Path);
        }

        foreach (var entry in ModelCatalogue.Entries.Where(e => !installed.Contains(e.Name)))
        {
            yield return [entry.Name, "downloadable", CardView.Text(entry.ReferenceKind), CardView.Text(entry.Range), entry.Semantics?.ToLowerInvariant() ?? "", entry.Licence];
        }
    }

    private static string[] Row(string name, string path)
    {
        try
        {
            using var model = Model.Read(path);
            var card = model.Card;
            return [name, card.Trained ? "installed" : "untrained", CardView.Text(card.ReferenceKind), CardView.Text(card.Range), model.Architecture.SemanticsOf(model.Configuration), card.Licence ?? ""];
        }
        catch (BadWeightsException e)
        {
            return [name, "damaged", "", "", "", e.Reason];
        }
    }

    private static void ListJson()
    {
        var installed = new List<string>();
        foreach (var (_, path, _, _) in ModelStore.Default.Installed())
        {
            try
            {
                using var model = Model.Read(path);
                installed.Add(model.Card.ToJson());
            }
            catch (BadWeightsException e)
            {
                Terminal.Error(e.Message);
            }
        }

        var downloadable = ModelCatalogue.Entries.Select(entry => entry.ToJson());
        var classical = ClassicalMetrics.All.Select(metric => metric.Card.ToJson());
        Terminal.Data($"{{\"installed\": [{string.Join(", ", installed)}], \"downloadable\": [{string.Join(", ", downloadable)}], \"classical\": [{string.Join(", ", classical)}]}}");
    }
}

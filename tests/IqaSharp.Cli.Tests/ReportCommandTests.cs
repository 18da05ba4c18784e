using System.Formats.Tar;
using System.Text.Json;
using System.Text.RegularExpressions;
using IqaSharp.Cli.Report;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Maps;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed partial class ReportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_report_holds_scores_pictures_and_failures()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "below"));
        File.Copy(Path.Combine(Iqa.Root, "samples", "rocket.jpg"), Path.Combine(_folder, "below", "<script>&amp;.jpg"));
        File.Copy(Path.Combine(Iqa.Root, "samples", "coffee.png"), Path.Combine(_folder, "coffee.png"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "broken.jpg"), "no image", TestContext.Current.CancellationToken);
        var (run, html, data) = await ReportAsync(_folder, "--metric", "niqe", "--title", "A <b> & c");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.jpg: not an image", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 of 3 failed\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("<title>A &lt;b&gt; &amp; c</title>", html, StringComparison.Ordinal);
        var rows = data.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["below/<script>&amp;.jpg", "broken.jpg", "coffee.png"], rows.Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(["below", ".", "."], rows.Select(row => row.GetProperty("folder").GetString()));
        Assert.Contains("not an image", rows[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(double.IsFinite(rows[0].GetProperty("score").GetDouble()));
        foreach (var (name, index) in new[] { ("t", 0), ("p", 0), ("t", 2), ("p", 2) })
        {
            var encoded = Regex.Match(html, $"<script type=\"text/plain\" id=\"{name}-{index}\">([^<]+)</script>").Groups[1].Value;
            Assert.InRange(Image.Load(Convert.FromBase64String(encoded)).Width, 100, 1024);
        }
    }

    /// <summary>Nothing in it leads out of the file, and no module is left that a browser would look for.</summary>
    [Fact]
    public async Task A_report_needs_no_other_file()
    {
        var (_, html, _) = await ReportAsync(Path.Combine(Iqa.Root, "samples", "rocket.jpg"), "--metric", "niqe");
        Assert.DoesNotMatch("""<(link|img|iframe)\b|\bsrc=|\bhref=|^\s*import\b|^export\b""", Scriptless().Replace(html, ""));
        Assert.DoesNotMatch("(?m)^(import|export) ", html);
    }

    [Fact]
    public async Task Pairs_show_their_originals_and_maps()
    {
        var (run, html, data) = await ReportAsync("samples/coffee-q20.png", "-r", "samples/coffee.png", "--metric", "ssim");
        Assert.Equal(0, run.ExitCode);
        var row = data.GetProperty("rows")[0];
        Assert.True(row.GetProperty("hasOriginal").GetBoolean());
        Assert.Equal(row.GetProperty("map").GetProperty("width").GetInt32() * row.GetProperty("map").GetProperty("height").GetInt32(), row.GetProperty("map").GetProperty("values").GetBytesFromBase64().Length);
        Assert.Contains("id=\"o-0\"", html, StringComparison.Ordinal);
        Assert.False(data.GetProperty("mapScale").GetProperty("higherIsBetter").GetBoolean());
    }

    [Theory]
    [InlineData("csv", "niqe")]
    [InlineData("jsonl", "niqe")]
    [InlineData("parquet", "niqe")]
    [InlineData("csv", "brisque,niqe")]
    [InlineData("parquet", "brisque,niqe")]
    public async Task A_finished_table_keeps_its_scores(string format, string metrics)
    {
        var table = Path.Combine(_folder, $"scores.{format}");
        File.Copy(Path.Combine(Iqa.Root, "samples", "rocket.jpg"), Path.Combine(_folder, "gone.jpg"));
        await Iqa.RunAsync("score", "samples/coffee.png", Path.Combine(_folder, "gone.jpg"), "--metric", metrics, "-f", format, "-o", table);
        File.Delete(Path.Combine(_folder, "gone.jpg"));
        var (run, _, data) = await ReportAsync(metrics == "niqe" ? [table] : [table, "-m", "niqe"]);
        Assert.Equal(0, run.ExitCode);
        var rows = data.GetProperty("rows").EnumerateArray().ToList();
        Assert.True(rows[0].GetProperty("pictures").GetBoolean());
        Assert.True(rows[1].GetProperty("score").GetDouble() > 0);
        Assert.False(rows[1].TryGetProperty("pictures", out _));
        Assert.Contains("no such file", rows[1].GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_table_of_an_archive_shows_its_pictures()
    {
        var (tar, table) = (Path.Combine(_folder, "photos.tar"), Path.Combine(_folder, "scores.csv"));
        using (var writer = new TarWriter(File.Create(tar)))
        {
            writer.WriteEntry(Path.Combine(Iqa.Root, "samples", "rocket.jpg"), "rocket.jpg");
        }

        await Iqa.RunAsync("score", tar, "-m", "niqe", "-o", table);
        var (run, _, data) = await ReportAsync(table);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var row = data.GetProperty("rows")[0];
        Assert.Equal((tar + "#rocket.jpg", true), (row.GetProperty("name").GetString(), row.GetProperty("pictures").GetBoolean()));
    }

    [Fact]
    public async Task A_table_of_several_metrics_needs_a_choice()
    {
        var table = Path.Combine(_folder, "scores.csv");
        await Iqa.RunAsync("score", "samples/coffee.png", "-m", "brisque,niqe", "-o", table);
        var run = await Iqa.RunAsync("report", table, "-o", Path.Combine(_folder, "report.html"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holds the scores of brisque, niqe: --metric chooses one", run.Error, StringComparison.Ordinal);
        run = await Iqa.RunAsync("report", table, "-m", "entropy", "-o", Path.Combine(_folder, "report.html"));
        Assert.Contains("none of entropy", run.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(table, "image,metric,score\na.png,niqe,1\na.png,brisque,40\n", TestContext.Current.CancellationToken);
        run = await Iqa.RunAsync("report", table, "-o", Path.Combine(_folder, "report.html"));
        Assert.Contains("line 3 is of brisque", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "report.html")));
    }

    /// <summary>Modules become one script, so no two of them may declare the same name.</summary>
    [Fact]
    public void The_script_declares_every_name_once()
    {
        var names = Declaration().Matches(WebFiles.Script("report/report.js")).Select(match => match.Groups["name"].Value).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>heat.js holds every fifth of the 256 colours of <see cref="ColourScale"/>.</summary>
    [Fact]
    public void The_page_draws_maps_in_the_colours_of_iqa_map()
    {
        var colours = Colour().Matches(WebFiles.Read("shared/heat.js")).Select(match => (byte.Parse(match.Groups[1].ValueSpan, null), byte.Parse(match.Groups[2].ValueSpan, null), byte.Parse(match.Groups[3].ValueSpan, null))).ToList();
        Assert.Equal(Enumerable.Range(0, 52).Select(i => ColourScale.At(i / 51.0)), colours);
    }

    private async Task<(Iqa Run, string Html, JsonElement Data)> ReportAsync(params string[] arguments)
    {
        var path = Path.Combine(_folder, "report.html");
        var run = await Iqa.RunAsync(["report", .. arguments, "-o", path]);
        Assert.True(File.Exists(path), run.Error);
        var html = await File.ReadAllTextAsync(path);
        var data = Regex.Match(html, """<script type="application/json" id="report">(.*?)</script>""", RegexOptions.Singleline).Groups[1].Value;
        return (run, html, JsonDocument.Parse(data).RootElement.Clone());
    }

    [GeneratedRegex(@"\[(\d+), (\d+), (\d+)\]")]
    private static partial Regex Colour();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scriptless();

    [GeneratedRegex(@"^(?:async )?(?:const|let|function|class) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

using System.Text.Json;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class ScorePairsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
    private readonly string _iqt;
    private readonly string _ckdn;

    public ScorePairsTests()
    {
        (_iqt, _ckdn) = (Path.Combine(_folder, "iqt.safetensors"), Path.Combine(_folder, "ckdn.safetensors"));
        TestModel.Write(_iqt, TestModel.TinyIqt);
        TestModel.Write(_ckdn, TestModel.TinyCkdn);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_reference_serves_many_images()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "samples/coffee-blur.png", "--reference", "samples/coffee.png", "--model", _iqt, "-f", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var rows = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["samples/coffee-q20.png", "samples/coffee-blur.png"], rows.Select(r => r.GetProperty("image").GetString()!));
        Assert.All(rows, r => Assert.Equal("samples/coffee.png", r.GetProperty("pristine").GetString()));
        Assert.All(rows, r => Assert.True(r.GetProperty("spread").GetDouble() > 0));
    }

    [Fact]
    public async Task The_reference_of_a_restoration_is_called_degraded()
    {
        var csv = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee-blur.png", "--model", _ckdn, "-f", "csv");
        Assert.StartsWith("image,degraded,metric,score,spread,distribution,error,note\nsamples/coffee-q20.png,samples/coffee-blur.png,test,0.", csv.Output, StringComparison.Ordinal);
        var table = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee-blur.png", "--model", _ckdn);
        Assert.Contains("degraded samples/coffee-blur.png", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_are_paired_by_a_pattern_and_a_manifest_pairs_itself()
    {
        var (restored, references) = (Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName, Directory.CreateDirectory(Path.Combine(_folder, "references")).FullName);
        foreach (var scene in new[] { "bridge", "tree" })
        {
            File.Copy(Path.Combine(Iqa.Root, "samples", "coffee-q20.png"), Path.Combine(restored, $"{scene}_x4.png"));
            File.Copy(Path.Combine(Iqa.Root, "samples", "coffee.png"), Path.Combine(references, $"{scene}.png"));
        }

        var byPattern = await Iqa.RunAsync("score", restored, "--reference", references, "--pair-by", "{scene}_*", "--model", _iqt, "-f", "csv");
        Assert.Equal((0, 3), (byPattern.ExitCode, byPattern.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));

        var manifest = Path.Combine(_folder, "pairs.csv");
        await File.WriteAllTextAsync(manifest, "image,reference\nrestored/tree_x4.png,references/tree.png\n", TestContext.Current.CancellationToken);
        var byManifest = await Iqa.RunAsync("score", manifest, "--model", _iqt, "-f", "csv");
        Assert.Equal((0, 2), (byManifest.ExitCode, byManifest.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));

        var unpaired = await Iqa.RunAsync("score", restored, "--reference", references, "--model", _iqt);
        Assert.Equal((2, ""), (unpaired.ExitCode, unpaired.Output));
        Assert.Contains("bridge_x4.png has no reference named bridge_x4", unpaired.Error, StringComparison.Ordinal);
        Assert.Contains("tree_x4.png has no reference named tree_x4", unpaired.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_that_differ_are_both_said_or_fitted()
    {
        var strict = await Iqa.RunAsync("score", "samples/chelsea.png", "--reference", "samples/coffee.png", "--model", _iqt);
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains("451×300", strict.Output, StringComparison.Ordinal);
        Assert.Contains("600×400", strict.Output, StringComparison.Ordinal);
        var fitted = await Iqa.RunAsync("score", "samples/chelsea.png", "--reference", "samples/coffee.png", "--model", _iqt, "--fit", "reference");
        Assert.Equal(0, fitted.ExitCode);
        Assert.Contains("image resized from 451×300 to 600×400", fitted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_that_comes_along_scores_where_none_is_named()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "samples/coffee.png", "--reference", "samples/coffee.png", "-f", "json");
        Assert.Equal(0, run.ExitCode);
        var rows = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("iqt-s", rows[0].GetProperty("metric").GetString());
        Assert.InRange(rows[1].GetProperty("score").GetDouble() - rows[0].GetProperty("score").GetDouble(), 10, 100);

        var pairs = Path.Combine(_folder, "pairs.csv");
        await File.WriteAllTextAsync(pairs, $"image,reference\n{Iqa.Root}/samples/coffee-q20.png,{Iqa.Root}/samples/coffee.png\n", TestContext.Current.CancellationToken);
        var table = await Iqa.RunAsync("score", pairs, "-f", "json");
        Assert.Equal(rows[0].GetProperty("score").GetDouble(), JsonDocument.Parse(table.Output).RootElement[0].GetProperty("score").GetDouble());

        foreach (var (code, command) in new (int, string[])[] { (2, ["score"]), (1, ["report", "-o", Path.Combine(_folder, "report.html")]) })
        {
            var refused = await Iqa.RunAsync([.. command, pairs, "-m", "musiq"]);
            Assert.Equal((code, ""), (refused.ExitCode, refused.Output));
            Assert.Contains("musiq-s judges an image alone: it takes no reference", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_metric_of_the_other_reference_kind_is_told()
    {
        var without = await Iqa.RunAsync("score", "samples/coffee.png", "--model", _iqt);
        Assert.Equal((2, ""), (without.ExitCode, without.Output));
        Assert.Contains("needs a reference", without.Error, StringComparison.Ordinal);
        var with = await Iqa.RunAsync("score", "samples/coffee.png", "--reference", "samples/coffee.png", "--metric", "musiq");
        Assert.Equal((2, ""), (with.ExitCode, with.Output));
        Assert.Contains("takes no reference", with.Error, StringComparison.Ordinal);
        var absent = await Iqa.RunAsync("score", "samples/coffee.png", "--reference", "absent.png", "--model", _iqt);
        Assert.Equal((2, ""), (absent.ExitCode, absent.Output));
        Assert.Contains("absent.png", absent.Error, StringComparison.Ordinal);
    }
}

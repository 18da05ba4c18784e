using System.Text.Json;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Metrics_are_compared_with_people_and_a_second_run_scores_nothing_anew()
    {
        var output = Path.Combine(_folder, "out");
        string[] command = ["evaluate", "--data", Manifest("coffee.png,5", "coffee-q20.png,3", "coffee-blur.png,1"), "--metric", "ssim,laplacian", "--resamples", "50", "-o", output];
        var run = await Iqa.RunAsync(command);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^ssim\t3\t1\.000", run.Output);
        foreach (var file in new[] { "report.md", "report.csv", "report.tex", "report.json", "metrics.png", "metrics.svg", "ssim.png", "ssim.svg", "laplacian.tsv" })
        {
            Assert.True(new FileInfo(Path.Combine(output, file)).Length > 50, file);
        }

        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "report.json"))).RootElement;
        Assert.Equal(1, json.GetProperty("metrics")[0].GetProperty("all").GetProperty("srcc").GetProperty("value").GetDouble(), 1e-9);

        // A score that is already there is believed, of the same metric; one of another is not.
        var scores = Path.Combine(output, "ssim.tsv");
        var lines = File.ReadAllLines(scores);
        lines[^1] = string.Join('\t', lines[^1].Split('\t').Select((cell, i) => i == 2 ? "0.5" : cell));
        File.WriteAllLines(scores, lines.Append("broken off\t"));
        await Iqa.RunAsync(command);
        Assert.Contains("\t0.5\t", File.ReadAllText(scores), StringComparison.Ordinal);
        Assert.DoesNotContain("broken off", File.ReadAllText(scores), StringComparison.Ordinal);
        lines[0] = "# another";
        File.WriteAllLines(scores, lines);
        await Iqa.RunAsync(command);
        Assert.DoesNotContain("\t0.5\t", File.ReadAllText(scores), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_evaluated_is_told()
    {
        File.WriteAllText(Path.Combine(_folder, "text.png"), "no image");
        var bad = await Iqa.RunAsync("evaluate", "--data", Manifest("coffee.png,5", $"{_folder}/text.png,3", "coffee-blur.png,1"), "--metric", "laplacian", "-o", Path.Combine(_folder, "a"));
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("text.png", bad.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^laplacian\t2\t", bad.Output);

        var missing = await Iqa.RunAsync("evaluate", "--data", Manifest("absent.png,5", "gone.png,1"), "--metric", "laplacian", "-o", Path.Combine(_folder, "b"));
        Assert.Equal((1, 3), (missing.ExitCode, missing.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("2 of its files are missing", missing.Error, StringComparison.Ordinal);

        var twice = await Iqa.RunAsync("evaluate", "--data", Manifest("coffee.png,5", "coffee.png,4"), "--metric", "laplacian", "-o", Path.Combine(_folder, "c"));
        Assert.Equal(1, twice.ExitCode);
        Assert.Matches(@"^list: .*coffee\.png occurs 2 times\n$", twice.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "c"))); // nothing was scored

        File.WriteAllText(Path.Combine(_folder, "alone.csv"), $"image,score\n{Iqa.Root}/samples/coffee.png,1\n");
        var alone = await Iqa.RunAsync("evaluate", "--data", Path.Combine(_folder, "alone.csv"), "--metric", "ssim", "-o", Path.Combine(_folder, "d"));
        Assert.Contains("1 of 1 images have no reference", alone.Error, StringComparison.Ordinal);

        var constant = await Iqa.RunAsync("evaluate", "--data", Manifest("coffee.png,5", "coffee-q20.png,5", "coffee-blur.png,5"), "--metric", "ssim", "-o", Path.Combine(_folder, "e"));
        Assert.Equal(0, constant.ExitCode);
        Assert.Matches(@"(?m)^ssim\t3\tundefined", constant.Output);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(_folder, "e", "report.json")), StringComparison.Ordinal);
    }

    /// <summary>Those that a recipe with this validation and seed, or with the default seed, does not learn from.</summary>
    [Fact]
    public async Task A_model_is_evaluated_on_what_its_recipe_held_out()
    {
        var images = Enumerable.Range(0, 20).Select(i => Path.Combine(_folder, $"{i}.png")).ToList();
        images.ForEach(image => File.Copy($"{Iqa.Root}/samples/coffee.png", image));
        var manifest = Manifest([.. images.Select((image, i) => $"{image},{i}")]);
        var heldOut = CalibrationImages.Of(DataSets.Load(manifest), 0.3, 1, 0, []).Rated.Count;
        Assert.InRange(heldOut, 1, 19);
        var run = await Iqa.RunAsync("evaluate", "--data", manifest, "--held-out", "0.3", "--metric", "laplacian", "--resamples", "0", "-o", Path.Combine(_folder, "f"));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches($@"(?m)^laplacian\t{heldOut}\t", run.Output);
        Assert.Contains("held out", File.ReadAllText(Path.Combine(_folder, "f", "report.md")), StringComparison.Ordinal);

        var none = await Iqa.RunAsync("evaluate", "--data", manifest, "--held-out", "1e-9", "--metric", "laplacian", "-o", Path.Combine(_folder, "g"));
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("none of its images is held out", none.Error, StringComparison.Ordinal);
    }

    /// <summary>Where lower scores are better, a metric that agrees with people has a negative correlation with their numbers.</summary>
    [Fact]
    public async Task The_direction_of_opinions_is_declared_or_its_opposite_is_suggested()
    {
        string[] command = ["evaluate", "--data", Manifest("coffee.png,1", "coffee-q20.png,3", "coffee-blur.png,5"), "--metric", "ssim,gmsd,vsi", "--resamples", "0", "-o", Path.Combine(_folder, "d")];
        var undeclared = await Iqa.RunAsync(command);
        Assert.Matches(@"(?m)^ssim\t3\t-1\.000", undeclared.Output);
        foreach (var text in new[] { undeclared.Output, File.ReadAllText(Path.Combine(_folder, "d", "report.md")), JsonNote() })
        {
            Assert.Contains("--opinions lower-is-better", text, StringComparison.Ordinal);
        }

        var declared = await Iqa.RunAsync([.. command, "--opinions", "lower-is-better"]);
        Assert.Matches(@"(?m)^ssim\t3\t1\.000", declared.Output);
        Assert.DoesNotContain("--opinions", declared.Output, StringComparison.Ordinal);
        Assert.Null(JsonNote());

        var list = Path.Combine(_folder, "list.csv");
        File.WriteAllText(list, File.ReadAllText(list).Replace("image,score", "image,dmos", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^ssim\t3\t1\.000", (await Iqa.RunAsync(command)).Output);
        var contradicted = await Iqa.RunAsync([.. command, "--opinions", "higher-is-better"]);
        Assert.Matches(@"(?m)^ssim\t3\t-1\.000", contradicted.Output);
        Assert.Contains("--opinions lower-is-better", contradicted.Output, StringComparison.Ordinal);

        string JsonNote() => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "d", "report.json"))).RootElement.GetProperty("note").GetString()!;
    }

    [Fact]
    public async Task Two_models_of_one_name_are_refused_before_anything_is_scored()
    {
        foreach (var name in new[] { "a", "b" })
        {
            TestModel.WriteDamaged(Path.Combine(_folder, $"{name}.safetensors"), TestModel.TinyMusiq, 0, _ => false);
        }

        var run = await Iqa.RunAsync("evaluate", "--data", Manifest("coffee.png,5", "coffee-blur.png,1"), "--metric", $"{_folder}/a.safetensors,{_folder}/b.safetensors", "-o", Path.Combine(_folder, "out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.safetensors", run.Error, StringComparison.Ordinal);
        Assert.Contains("'test'", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    /// <summary>Restorations that lie nearest to their input lie farthest from the original here: what they are held against turns the correlation over.</summary>
    [Fact]
    public async Task Restorations_are_held_against_their_input_or_the_original_and_made_to_fit()
    {
        var small = Path.Combine(_folder, "small.png");
        Imaging.Resampling.PillowBicubic.Resize(Imaging.Image.Load(Path.Combine(Iqa.Root, "samples/coffee.png")), 100, 70).Save(small);
        var samples = Path.Combine(Iqa.Root, "samples");
        var list = Path.Combine(_folder, "restored.csv");
        File.WriteAllLines(list, ["image,score,reference,degraded", .. new[] { ("coffee.png", 3), ("coffee-q20.png", 2), ("coffee-blur.png", 1) }.Select(row => $"{samples}/{row.Item1},{row.Item2},{samples}/coffee.png,{samples}/coffee-blur.png"), $"{small},0,{samples}/coffee.png,{samples}/coffee-blur.png"]);
        string[] command = ["evaluate", "--data", list, "--metric", "ssim", "--resamples", "0", "-o", Path.Combine(_folder, "restored")];
        var refused = await Iqa.RunAsync(command);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("small.png", refused.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ssim\t3\t1\.000", refused.Output);
        Assert.Matches(@"(?m)^ssim\t4\t", (await Iqa.RunAsync([.. command, "--fit", "reference"])).Output);
        var degraded = await Iqa.RunAsync([.. command, "--against", "degraded"]);
        Assert.Matches(@"(?m)^ssim\t3\t-1\.000", degraded.Output);

        var unknown = await Iqa.RunAsync("evaluate", "--data", Manifest("coffee.png,5"), "--metric", "ssim", "--against", "degraded", "-o", Path.Combine(_folder, "f"));
        Assert.Contains("names no degraded inputs", unknown.Error, StringComparison.Ordinal);
        File.WriteAllLines(list, ["image,score,degraded", $"{samples}/coffee.png,3,{samples}/coffee-blur.png", $"{samples}/coffee-q20.png,3,{list}"]);
        var unreadable = await Iqa.RunAsync("evaluate", "--data", list, "--metric", "ssim", "--against", "degraded", "-o", Path.Combine(_folder, "g"));
        Assert.Equal(1, unreadable.ExitCode);
        Assert.Matches(@"coffee-q20\.png: its degraded input .*restored\.csv", unreadable.Error);
    }

    [Fact]
    public async Task Images_are_compared_and_the_winner_is_marked()
    {
        var maps = Path.Combine(_folder, "maps");
        var run = await Iqa.RunAsync("compare", "samples/coffee-q20.png", "samples/coffee-blur.png", "--reference", "samples/coffee.png", "--metric", "ssim,gmsd,laplacian", "--map", maps);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^ssim\thigher\t0\.\d+\*\t0\.\d+$", run.Output);
        Assert.Matches(@"(?m)^gmsd\tlower\t0\.\d+\*\t0\.\d+$", run.Output);
        Assert.Matches(@"(?m)^best by\t\t2\t0", run.Output);
        string[] written = [.. new[] { "coffee-blur", "coffee-q20" }.SelectMany(image => new[] { "gmsd-overlay", "gmsd", "maps", "ssim-overlay", "ssim" }.Select(map => $"{image}-{map}.png"))];
        Assert.Equal(written, Directory.GetFiles(maps).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var json = JsonDocument.Parse((await Iqa.RunAsync("compare", "samples/coffee-q20.png", "samples/coffee-blur.png", "--metric", "laplacian", "--json")).Output).RootElement;
        Assert.Empty(json.GetProperty("metrics")[0].GetProperty("winners").EnumerateArray()); // sharpness does not rate quality
        var alone = await Iqa.RunAsync("compare", "samples/coffee.png", "--metric", "ssim");
        Assert.Contains("--reference names it", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_sets_are_listed_with_their_layout()
    {
        var list = await Iqa.RunAsync("datasets", "--json");
        Assert.True(JsonDocument.Parse(list.Output).RootElement.GetArrayLength() >= 11);
        Assert.Contains("dmos.csv", (await Iqa.RunAsync("datasets", "kadid-10k")).Output, StringComparison.Ordinal);
        Assert.Contains("near: kadid-10k", (await Iqa.RunAsync("datasets", "kadid10k")).Error, StringComparison.Ordinal);
    }

    private string Manifest(params string[] rows)
    {
        var path = Path.Combine(_folder, "list.csv");
        var samples = Path.Combine(Iqa.Root, "samples");
        File.WriteAllLines(path, ["image,score,reference", .. rows.Select(row => $"{Path.Combine(samples, row)},{samples}/coffee.png")]);
        return path;
    }
}

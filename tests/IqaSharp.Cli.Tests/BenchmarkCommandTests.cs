using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class BenchmarkCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Agreement_time_and_memory_are_on_one_page_and_a_second_run_measures_nothing_anew()
    {
        var page = Path.Combine(_folder, "page.md");
        string[] command = ["benchmark", "--data", $"{Manifest("pairs", withReferences: true)},{Manifest("alone", withReferences: false)}", "--metric", "ssim,niqe,ssimulacra2", "--resamples", "50", "-o", Path.Combine(_folder, "out"), "--page", page];
        var run = await Iqa.RunAsync(command);
        Assert.Equal(0, run.ExitCode);
        var text = File.ReadAllText(page);
        Assert.Matches(@"(?m)^\| `ssim` \| pristine \| 0\.970 \[.*\] \| 1\.000 \[1\.000, 1\.000\] \| \d+\.\d{3} \| \d+ MB \| 0\.63 \| 0\.84 \| 0\.91 \|$", text);
        Assert.Matches(@"(?m)^\| metric \| reference \| SRCC \| SRCC per scene \| s per megapixel \| peak memory \| TID2013, published \| CSIQ, published \| LIVE, published \|$", text);
        Assert.Equal(2, text.Split("| `niqe` |").Length - 1); // on both sets
        Assert.Equal(1, text.Split("| `ssimulacra2` |").Length - 1); // where there are references
        Assert.Contains("lpips-alex | weights are not installed: `iqa models pull lpips-alex`", text, StringComparison.Ordinal);
        Assert.All(new[] { "page/pairs.svg", "page/pairs.png", "page/alone.svg" }, file => Assert.True(new FileInfo(Path.Combine(_folder, file)).Length > 500, file));

        var again = await Iqa.RunAsync(command);
        Assert.Equal(0, again.ExitCode);
        Assert.DoesNotContain("time and memory", again.Error, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(page));
    }

    [Fact]
    public async Task Fewer_images_are_drawn_by_their_names()
    {
        var page = Path.Combine(_folder, "page.md");
        var run = await Iqa.RunAsync("benchmark", "--data", $"{Manifest("pairs", withReferences: true)}:3", "--metric", "psnr", "--resamples", "0", "-o", Path.Combine(_folder, "out"), "--page", page);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 of 6 images, drawn by a hash of their names", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "nonsense: no such data set")]
    [InlineData("biq2021:nothing", "biq2021")]
    public async Task What_is_not_there_is_told(string data, string reason)
    {
        var run = await Iqa.RunAsync("benchmark", "--data", data, "-o", Path.Combine(_folder, "out"), "--page", Path.Combine(_folder, "page.md"));
        Assert.NotEqual(0, run.ExitCode);
        Assert.StartsWith(reason, run.Error, StringComparison.Ordinal);
    }

    /// <summary>Two scenes of three images each.</summary>
    private string Manifest(string name, bool withReferences)
    {
        var file = Path.Combine(_folder, $"{name}.csv");
        var samples = Path.Combine(Iqa.Root, "samples");
        string[] rows =
        [
            withReferences ? "image,score,scene,reference" : "image,score",
            .. new[] { ("coffee.png", 5, 1), ("coffee-q20.png", 3, 1), ("coffee-blur.png", 1, 1) }.Select(row => Row(row.Item1, row.Item2, "coffee", "coffee.png")),
            .. Worse().Select((image, i) => Row(image, 5 - (2 * i), "cat", "chelsea.png")),
        ];
        File.WriteAllLines(file, rows);
        return file;

        string Row(string image, int score, string scene, string reference) => withReferences ? $"{Path.Combine(samples, image)},{score},{scene},{Path.Combine(samples, reference)}" : $"{Path.Combine(samples, image)},{score}";

        IEnumerable<string> Worse()
        {
            yield return "chelsea.png";
            foreach (var level in new[] { 3, 5 })
            {
                var made = Path.Combine(_folder, $"{name}-{level}.png");
                var image = IqaSharp.Imaging.Image.Load(Path.Combine(samples, "chelsea.png"));
                IqaSharp.Distortions.Distortion.Of("gaussian-blur").Apply(image, level, 1).Save(made);
                yield return made;
            }
        }
    }
}

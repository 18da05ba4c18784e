using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class RestoreCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    private string Output => Path.Combine(_folder, "restored.png");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(600, 400, "--method", "nlm")]
    [InlineData(600, 400, "--method", "invented-texture", "--seed", "7", "--strength", "strong")]
    [InlineData(1200, 800, "--method", "bicubic")]
    [InlineData(900, 600, "--method", "nedi", "--scale", "1.5", "--strength", "0.3")]
    [InlineData(640, 500, "--method", "lanczos", "--size", "640x500")]
    public async Task An_image_is_restored(int width, int height, params string[] arguments)
    {
        var run = await Iqa.RunAsync(["restore", "samples/coffee-q20.png", "-o", Output, .. arguments]);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var restored = Image.Load(Output);
        Assert.Equal((width, height), (restored.Width, restored.Height));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        List<byte[]> files = [];
        foreach (var seed in new[] { "1", "1", "2" })
        {
            await Iqa.RunAsync("restore", "samples/coffee.png", "-m", "invented-texture", "--seed", seed, "-o", Output);
            files.Add(await File.ReadAllBytesAsync(Output, TestContext.Current.CancellationToken));
        }

        Assert.Equal(files[0], files[1]);
        Assert.NotEqual(files[0], files[2]);
    }

    [Fact]
    public async Task The_methods_are_listed()
    {
        var run = await Iqa.RunAsync("restore", "--list");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^richardson-lucy\s+deblur\s+.*Lucy 1974", run.Output);
        Assert.True(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 14);
    }

    [Theory]
    [InlineData(2, "bilatral: there is no such restoration; did you mean bilateral?", "samples/coffee.png", "--method", "bilatral")]
    [InlineData(2, "--method is missing, or --model", "samples/coffee.png")]
    [InlineData(2, "--method and --model exclude each other", "samples/coffee.png", "--method", "tv", "--model", "a.onnx")]
    [InlineData(2, "--values takes two numbers", "samples/coffee.png", "--model", "a.onnx", "--values", "255")]
    [InlineData(1, "no.onnx: no such file", "samples/coffee.png", "--model", "no.onnx")]
    [InlineData(2, "restore takes an image", "--method", "tv")]
    [InlineData(2, "--strength takes a number of 0 to 1", "samples/coffee.png", "--method", "tv", "--strength", "2")]
    [InlineData(2, "--strength takes a number of 0 to 1", "samples/coffee.png", "--method", "tv", "--strength", "NaN")]
    [InlineData(2, "--size takes a width and a height", "samples/coffee.png", "--method", "nedi", "--size", "640")]
    [InlineData(2, "--scale takes a factor", "samples/coffee.png", "--method", "nedi", "--scale", "0.5")]
    [InlineData(2, "exclude each other", "samples/coffee.png", "--method", "nedi", "--scale", "2", "--size", "1200x800")]
    [InlineData(1, "samples/coffee.png: tv keeps the size of 600×400 pixels", "samples/coffee.png", "--method", "tv", "--scale", "2")]
    [InlineData(1, "samples/coffee.png: nedi cannot make 600×400 pixels smaller", "samples/coffee.png", "--method", "nedi", "--size", "60x40")]
    [InlineData(1, "megapixels", "samples/coffee.png", "--method", "nedi", "--scale", "900")]
    [InlineData(1, "absent.png: no such file", "absent.png", "--method", "tv")]
    public async Task What_cannot_be_done_is_said_in_a_line_and_nothing_is_written(int code, string message, params string[] arguments)
    {
        var run = await Iqa.RunAsync(["restore", "-o", Output, .. arguments]);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task It_asks_for_an_output()
    {
        var run = await Iqa.RunAsync("restore", "samples/coffee.png", "--method", "tv");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--output is missing", run.Error, StringComparison.Ordinal);
    }
}

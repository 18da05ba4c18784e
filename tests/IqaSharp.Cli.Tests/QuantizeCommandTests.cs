using IqaSharp.Engines.Onnx.Integers;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class QuantizeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A quantised model, its card, its rows in every format, and the exact scores that it still gives.</summary>
    [Fact]
    public async Task A_quantised_model_says_how_it_is_computed()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, "this processor has no fast 8-bit arithmetic");
        var model = Path.Combine(_folder, "fast.safetensors");
        var run = await Iqa.RunAsync("quantize", Iqa.Placeholder, "--photographs", "samples/*.png", "samples/rocket.jpg", "--bound", "100", "-o", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"fast\.safetensors: measured on 4 photographs; scores of 2 others move by [\d.]+ on average, [\d.]+ at most", run.Output);
        Assert.Matches(@"8-bit integers\s+measured on 4 photographs", (await Iqa.RunAsync("models", "show", model)).Output);

        foreach (var format in new[] { "table", "json", "csv" })
        {
            async Task<string> Score(string file, params string[] options) => (await Iqa.RunAsync(["score", "samples/coffee.png", "--model", file, "-f", format, .. options])).Output;
            Assert.Contains("computed in 8-bit integers", await Score(model), StringComparison.Ordinal);
            Assert.Equal(await Score(Iqa.Placeholder), await Score(model, "--precision", "exact"));
        }
    }

    /// <summary>The images that a recipe held out are left out.</summary>
    [Fact]
    public async Task A_data_set_gives_the_photographs()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, "this processor has no fast 8-bit arithmetic");
        var (model, ratings) = (Path.Combine(_folder, "fast.safetensors"), Path.Combine(_folder, "ratings.csv"));
        string[] photographs = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "rocket.jpg"];
        for (var i = 0; i < 20; i++)
        {
            File.CreateSymbolicLink(Path.Combine(_folder, $"{i}.jpg"), Path.Combine(Iqa.Root, "samples", photographs[i % photographs.Length]));
        }

        await File.WriteAllLinesAsync(ratings, ["image,score", .. Enumerable.Range(0, 20).Select(i => $"{i}.jpg,{i}")], TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync("quantize", Iqa.Placeholder, "--data", ratings, "--held-out", "0.5", "--bound", "100", "-o", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("measured on [4-9] photographs; scores of [2-5] others", run.Output);

        var none = await Iqa.RunAsync("quantize", Iqa.Placeholder, "-o", model);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("--photographs or --data says which images to measure on", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--bound takes a number above 0", "samples/", "--bound", "0")]
    [InlineData(1, "1 are too few to measure ranges on", "samples/coffee.png")]
    [InlineData(1, "no such file", "missing.png")]
    public async Task What_cannot_be_quantised_is_refused_with_the_reason(int exitCode, string reason, string photographs, params string[] options)
    {
        var run = await Iqa.RunAsync(["quantize", Iqa.Placeholder, "-o", Path.Combine(_folder, "x.safetensors"), .. options, "--photographs", photographs]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }
}

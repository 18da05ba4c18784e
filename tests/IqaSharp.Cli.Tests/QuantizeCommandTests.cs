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

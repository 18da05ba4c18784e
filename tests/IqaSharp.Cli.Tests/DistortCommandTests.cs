using IqaSharp.Distortions;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class DistortCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Output => Path.Combine(_folder, "out.png");

    [Fact]
    public async Task An_image_is_distorted_as_the_library_does_it()
    {
        var run = await Iqa.RunAsync("distort", "samples/coffee.png", "--kind", "white-noise", "--level", "3", "--seed", "7", "-o", Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("white-noise, level 3: variance, of samples from 0 to 1 0.003", run.Output, StringComparison.Ordinal);
        var expected = Distortion.Of("white-noise").Apply(Image.Load(Path.Combine(Iqa.Root, "samples", "coffee.png")), 3, seed: 7);
        Assert.Equal(expected.Pixels, Image.Load(Output).Pixels);
    }

    [Fact]
    public async Task All_kinds_are_listed_with_their_levels()
    {
        var run = await Iqa.RunAsync("distort", "--list");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(Distortion.All, kind => Assert.Contains(kind.Name, run.Output, StringComparison.Ordinal));
        Assert.Matches(@"(?m)^jpeg\tJPEG.*\t43\t36\t24\t7\t4$", run.Output);
    }

    [Theory]
    [InlineData("near: gaussian-blur", "samples/coffee.png", "--kind", "gausian-blur", "--level", "1")]
    [InlineData("--level takes a number of at least 1", "samples/coffee.png", "--kind", "jpeg", "--level", "0")]
    [InlineData("--level takes a number of at most 5", "samples/coffee.png", "--kind", "jpeg", "--level", "6")]
    [InlineData("distort takes an image", "--kind", "jpeg", "--level", "1")]
    [InlineData("distort takes an image", "samples/coffee.png", "--level", "1")]
    public async Task Wrong_usage_is_told(string reason, params string[] arguments)
    {
        var run = await Iqa.RunAsync(["distort", .. arguments, "-o", Output]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("absent.png", "out.png", "no such file")]
    [InlineData("samples/README.md", "out.png", "not an image")]
    [InlineData("samples/coffee.png", "out.jpg", "only PNG is written")]
    public async Task What_cannot_be_read_or_written_is_one_line(string image, string output, string reason)
    {
        var run = await Iqa.RunAsync("distort", image, "--kind", "jpeg", "--level", "1", "-o", Path.Combine(_folder, output));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }
}

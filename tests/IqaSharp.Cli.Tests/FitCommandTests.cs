using System.Globalization;
using IqaSharp.Metrics.NoReference;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class FitCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Brisque_is_fitted_to_a_manifest_and_says_how()
    {
        string[] names = ["coffee.png", "coffee-blur.png", "coffee-q20.png", "chelsea.png"];
        var (manifest, output) = (Path.Combine(_folder, "rated.csv"), Path.Combine(_folder, "brisque.json"));
        await File.WriteAllLinesAsync(manifest, ["image,score", .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Iqa.Root}/samples/{names[i % 4]},{5 - (i % 4)}"))], TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync("fit", "brisque", "--data", manifest, "--range", "1:5", "--centres", "4", "--about", "four photographs", "-o", output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var model = BrisqueModel.Load(output);
        Assert.Equal((40, "four photographs", "1:5"), (model.Recipe.Images, model.Recipe.Data, model.Recipe.Settings["scale"]));
        Assert.EndsWith("--about \"four photographs\" -o brisque.json", model.Recipe.Command, StringComparison.Ordinal);
        Assert.InRange(Brisque.Score(IqaSharp.Imaging.Image.Load(Path.Combine(Iqa.Root, "samples", "coffee.png")), model), -10, 10);
    }

    /// <summary>The same opinions the other way round, as difference scores: the same parameters.</summary>
    [Theory]
    [InlineData("dmos")]
    [InlineData("score", "--opinions", "lower-is-better")]
    public async Task Brisque_takes_difference_scores(string column, params string[] options)
    {
        string[] names = ["coffee.png", "coffee-blur.png", "coffee-q20.png", "chelsea.png"];
        var (manifest, output) = (Path.Combine(_folder, "rated.csv"), Path.Combine(_folder, "brisque.json"));
        await File.WriteAllLinesAsync(manifest, [$"image,{column}", .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Iqa.Root}/samples/{names[i % 4]},{1 + (i % 4)}"))], TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync(["fit", "brisque", "--data", manifest, "--range", "1:5", "--centres", "4", "--about", "four photographs", "-o", output, .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(Brisque.Score(IqaSharp.Imaging.Image.Load(Path.Combine(Iqa.Root, "samples", "coffee.png")), BrisqueModel.Load(output)), -10, 10);
    }

    [Fact]
    public async Task Niqe_refuses_too_few_photographs()
    {
        var run = await Iqa.RunAsync("fit", "niqe", "--images", "samples/coffee.png", "samples/chelsea.png", "--except", "chel*", "-o", Path.Combine(_folder, "niqe.json"));
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^pristine photographs: [0-9]+ sharp patches of 96×96 pixels in 1 photographs; NIQE takes more than 36\n$", run.Error);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("--range takes two numbers, the lower first, such as 0:100", "--range", "5:1")]
    [InlineData("--centres takes a number of at least 1", "--centres", "0")]
    public async Task What_makes_no_sense_is_said(string message, params string[] options)
    {
        var run = await Iqa.RunAsync(["fit", "brisque", "--data", "x.csv", "-o", "x.json", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}

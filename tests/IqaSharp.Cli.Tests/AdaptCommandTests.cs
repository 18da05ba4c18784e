using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class AdaptCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-").FullName;

    private string Ratings => Path.Combine(_folder, "ratings.csv");

    private string Output => Path.Combine(_folder, "mine.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>How far a picture is from a middle brightness, which no model takes for its quality, but every embedding tells.</summary>
    [Fact]
    public async Task A_model_that_gained_is_written_and_scores()
    {
        await Write(40, i => Math.Abs(i - 20));
        var run = await Iqa.RunAsync("adapt", Ratings, "--range", "0:20", "-o", Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^40 ratings\n           SRCC    95 % interval\nunadapted .*\nadapted   .*\ngain      .*\n$", run.Output);
        using var metric = Metric.Load(Output);
        Assert.InRange(metric.Score(Photograph(38)).Value - metric.Score(Photograph(20)).Value, 5, 30);
        var score = await Iqa.RunAsync("score", Photograph(20), "--metric", Output);
        Assert.Equal((0, ""), (score.ExitCode, score.Error));
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_was_gained()
    {
        var random = new Random(7);
        await Write(24, _ => random.Next(1000));
        var run = await Iqa.RunAsync("adapt", Ratings, "-o", Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("gain ", run.Output, StringComparison.Ordinal);
        string[] reasons = [$"{Ratings}: nothing gained that chance could not give; {Output} is not written (more ratings may help)\n", $"{Ratings}: the adapted model ranks worse than musiq; {Output} is not written\n"];
        Assert.Contains(run.Error, reasons);
        Assert.False(File.Exists(Output));
    }

    [Theory]
    [InlineData("image,mos\na.png,1\n", "ratings.csv: ")]
    [InlineData("image,score\na.png,nan\n", "which is not finite")]
    [InlineData("image,score\na.png,1\n", "ratings: holds 1 rating; a head is fitted to 20 or more\n")]
    public async Task A_bad_table_is_one_line(string table, string message)
    {
        await File.WriteAllTextAsync(Ratings, table, TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync("adapt", Ratings, "-o", Output);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches("^[^\n]+\n$", run.Error);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private Task Write(int images, Func<int, double> rating) => File.WriteAllLinesAsync(
        Ratings, ["image,score", .. Enumerable.Range(0, images).Select(i => FormattableString.Invariant($"{Photograph(i)},{rating(i)}"))], TestContext.Current.CancellationToken);

    /// <summary>A picture of noise, the darker the higher its number.</summary>
    private string Photograph(int number)
    {
        var path = Path.Combine(_folder, $"{number:00}.png");
        if (!File.Exists(path))
        {
            var random = new Random(number);
            var pixels = new byte[96 * 96 * 3];
            random.NextBytes(pixels);
            new Image(96, 96, Array.ConvertAll(pixels, value => (byte)(value * (50 - number) / 50))).Save(path);
        }

        return path;
    }
}

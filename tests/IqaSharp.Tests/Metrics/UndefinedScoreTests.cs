using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>A network with damaged weights gives NaN or infinity: that is an error, never a score.</summary>
public sealed class UndefinedScoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkConfig> Alone() => [TestModel.TinyMusiq, TestModel.TinyMusiq with { Outputs = 10 }, TestModel.TinyMusiqOnBackbone];

    public static TheoryData<NetworkConfig> Pairs() => [TestModel.TinyIqt, TestModel.TinyWholeIqt, TestModel.TinyCkdn];

    [Theory, MemberData(nameof(Alone))]
    public async Task An_image_is_not_scored(NetworkConfig config)
    {
        var (cancellation, photo) = (TestContext.Current.CancellationToken, Repository.Sample("chelsea.png"));
        using var metric = Load(config, float.NaN, _ => true);
        foreach (var refusal in new[]
        {
            Assert.ThrowsAny<BadInputException>(() => metric.Score(photo)),
            Assert.ThrowsAny<BadInputException>(() => metric.Score(Image.Load(photo))),
            await Assert.ThrowsAnyAsync<BadInputException>(() => metric.ScoreAsync(photo, cancellation)),
        })
        {
            Assert.Equal(photo, refusal.Source);
            Assert.Contains("NaN", refusal.Reason, StringComparison.Ordinal);
            Assert.Contains(metric.Card.Name, refusal.Reason, StringComparison.Ordinal);
        }

        var rows = await metric.ScoreManyAsync([photo, photo], cancellation).ToListAsync(cancellation);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.True(row.Score is null && row.Error!.Contains("NaN", StringComparison.Ordinal)));
        var comparison = Comparison.Of(metric, [Image.Load(photo)], null);
        Assert.Null(Assert.Single(comparison.Scores));
        Assert.Contains("NaN", comparison.Error, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.ThrowsAny<BadInputException>(() => metric.Embed(photo)).Reason, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_pair_is_not_scored(NetworkConfig config)
    {
        var (cancellation, photo) = (TestContext.Current.CancellationToken, Repository.Sample("chelsea.png"));
        using var metric = Load(config, float.NaN, _ => true);
        Assert.Contains("NaN", Assert.ThrowsAny<BadInputException>(() => metric.Score(photo, photo)).Reason, StringComparison.Ordinal);
        Assert.Contains("NaN", (await Assert.ThrowsAnyAsync<BadInputException>(() => metric.ScoreAsync(photo, photo, cancellation))).Reason, StringComparison.Ordinal);
        using var referenced = metric.WithReference(photo);
        Assert.Contains("NaN", Assert.ThrowsAny<BadInputException>(() => referenced.Score(photo)).Reason, StringComparison.Ordinal);
        var rows = await metric.ScoreManyAsync([new ImagePair(photo, photo)], cancellation).Concat(referenced.ScoreManyAsync([photo], cancellation)).ToListAsync(cancellation);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.True(row.Score is null && row.Error!.Contains("NaN", StringComparison.Ordinal)));
        Assert.Contains("NaN", Comparison.Of(metric, [Image.Load(photo)], Image.Load(photo)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_score_is_none()
    {
        using var metric = Load(TestModel.TinyMusiq, float.PositiveInfinity, name => name == "head.bias");
        Assert.Contains("infinity", Assert.ThrowsAny<BadInputException>(() => metric.Score(Repository.Sample("chelsea.png"))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_probabilities_are_none()
    {
        using var metric = Load(TestModel.TinyMusiq with { Outputs = 2, Labels = ["a", "b"] }, float.NaN, _ => true);
        Assert.Contains("NaN", Assert.ThrowsAny<BadInputException>(() => metric.Classify(Repository.Sample("chelsea.png"))).Reason, StringComparison.Ordinal);
    }

    private Metric Load(NetworkConfig config, float number, Func<string, bool> damaged)
    {
        TestModel.WriteDamaged(_folder["model.safetensors"], config, number, damaged);
        return Metric.Load(_folder["model.safetensors"]);
    }
}

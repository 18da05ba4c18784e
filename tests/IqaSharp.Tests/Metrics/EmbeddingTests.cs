using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Metrics;

public class EmbeddingTests
{
    private static readonly Image Photo = Image.Load(Repository.Sample("chelsea.png"));

    public static TheoryData<MusiqConfig> Networks() => [TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone];

    /// <summary>The embedding is what the head reads: head · embedding + bias is the score.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void The_head_makes_the_score_of_it(MusiqConfig config)
    {
        using var folder = new TemporaryFolder();
        TestModel.Write(folder["m.safetensors"], config);
        using var metric = Metric.Load(folder["m.safetensors"]);
        var embedding = metric.Embed(Photo);
        var tensors = TestModel.Tensors(config);
        var score = tensors["head.bias"].ToFloats()[0] + embedding.Image.Zip(tensors["head.weight"].ToFloats(), (e, h) => e * h).Sum();
        Assert.Equal(metric.Score(Photo).Value, score, 1e-4);
        Assert.Equal(config.ScaleCount, embedding.Scales.Count);
        Assert.All(embedding.Scales, scale => Assert.Equal(config.Hidden, scale.Count));
        Assert.NotEqual(embedding.Scales[0], embedding.Scales[1]);
    }

    [Fact]
    public async Task It_is_the_same_from_a_path_and_on_another_thread()
    {
        using var folder = new TemporaryFolder();
        TestModel.Write(folder["m.safetensors"], TestModel.TinyMusiq);
        using var metric = Metric.Load(folder["m.safetensors"]);
        var path = Repository.Sample("chelsea.png");
        Assert.Equal(metric.Embed(path).Image, (await metric.EmbedAsync(path, TestContext.Current.CancellationToken)).Image);
    }

    [Fact]
    public void Other_networks_say_that_they_give_none()
    {
        using var folder = new TemporaryFolder();
        TestModel.Write(folder["m.safetensors"], TestModel.TinyIqt);
        using var metric = Metric.Load(folder["m.safetensors"]);
        Assert.Equal("test gives no embedding: MUSIQ does", Assert.Throws<InvalidOperationException>(() => metric.Embed(Photo)).Message);
    }
}

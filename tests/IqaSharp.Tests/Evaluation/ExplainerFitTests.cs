using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Maps;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class ExplainerFitTests : IDisposable
{
    private static readonly Image Photo = Image.Load(Repository.Sample("chelsea.png"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<MusiqConfig> Networks() => [TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone with { Bounded = true }, TestModel.TinyMusiq with { Scales = [64, 32], Native = false }];

    /// <summary>The model's scores stay bit for bit; its map covers the image, and its mean is the score on the scale that places add up on.</summary>
    [Theory, MemberData(nameof(Networks))]
    public void An_explained_model_gives_the_same_scores_and_says_what_they_come_from(MusiqConfig config)
    {
        var (plain, explained) = (_folder["m.safetensors"], _folder["e.safetensors"]);
        TestModel.Write(plain, config);
        using (var metric = Metric.Load(plain))
        {
            ExplainerFit.Write(plain, ExplainerFit.Fit(metric, new([.. Names(12)], [.. Names(15).Skip(12)], [.. Names(5)]), Tile, "iqa fit explainer"), explained);
        }

        using Metric before = Metric.Load(plain), after = Metric.Load(explained);
        using var explanation = after.Explain(Photo, TestContext.Current.CancellationToken);
        Assert.Equal(before.Score(Photo).Value, after.Score(Photo).Value);
        Assert.Equal(before.Score(Photo).Value, explanation.Score.Value);
        Assert.InRange(explanation.Damage.Count, 1, 3);
        Assert.Equal(explanation.Damage.OrderByDescending(kind => kind.Probability), explanation.Damage);
        Assert.InRange(explanation.Standing!.Value, 0, 100);
        Assert.EndsWith("of the images that the model learned from.", explanation.Sentence, StringComparison.Ordinal);
        var scale = new PlaceScale(after.Card.Range);
        Assert.Equal(scale.From(explanation.Score.Value), explanation.Map!.Values.Samples.ToArray().Average(value => scale.From(value)), 0.05);
        Assert.Empty(before.Explain(Photo, TestContext.Current.CancellationToken).Damage);
        Assert.Null(before.Explain(Photo, TestContext.Current.CancellationToken).Map);
    }

    [Fact]
    public void An_explainer_of_another_network_is_refused()
    {
        var (small, large) = (_folder["s.safetensors"], _folder["l.safetensors"]);
        TestModel.Write(small, TestModel.TinyMusiq);
        TestModel.Write(large, TestModel.TinyMusiq with { Hidden = 24 });
        using (var metric = Metric.Load(small))
        {
            ExplainerFit.Write(large, ExplainerFit.Fit(metric, new([.. Names(10)], [], []), Tile, ""), large);
        }

        Assert.Contains("its explainer cannot be used", Assert.Throws<BadWeightsException>(() => Metric.Load(large)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"photographs":1,"heldOut":0,"accuracy":0,"accuracyOfThree":0,"command":"","kinds":{"names":["a","b"],"weights":"AAAA","biases":""},"places":{"weights":""},"scores":""}""")]
    public void A_broken_explainer_is_refused_with_the_reason(string json)
    {
        var config = TestModel.TinyMusiq;
        SafeTensors.Write(_folder["m.safetensors"], TestModel.Tensors(config), new Dictionary<string, string> { [ModelCard.MetadataKey] = TestModel.Card(config).ToJson(), [Explainer.MetadataKey] = json });
        Assert.Contains("its explainer cannot be used", Assert.Throws<BadWeightsException>(() => Metric.Load(_folder["m.safetensors"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_photographs_and_models_without_embeddings_are_refused()
    {
        TestModel.Write(_folder["m.safetensors"], TestModel.TinyMusiq);
        using var metric = Metric.Load(_folder["m.safetensors"]);
        Assert.Contains("9 photographs are too few", Assert.Throws<BadInputException>(() => ExplainerFit.Fit(metric, new([.. Names(9)], [], []), Tile, "")).Message, StringComparison.Ordinal);
        using var classical = Metric.Load("niqe");
        Assert.Contains("gives no embeddings", Assert.Throws<BadInputException>(() => ExplainerFit.Fit(classical, new([.. Names(10)], [], []), Tile, "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_distortion_has_one_name_and_every_name_its_words()
    {
        Assert.All(Distortion.All, kind => Assert.Contains(DamageNames.Of(kind), DamageNames.All));
        var texts = File.ReadAllText(Path.Combine(Repository.Root, "web", "shared", "viewer-texts.js"));
        Assert.All(DamageNames.All, name =>
        {
            using var explanation = new Explanation(new(50), [new(name, 1)], null, null, null);
            Assert.NotEqual($"{char.ToUpperInvariant(name[0])}{name[1..]}.", explanation.Sentence);
            Assert.Contains($"\"kind-{name}\"", texts, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(0, 0, "upper left")]
    [InlineData(1, 0, "top")]
    [InlineData(2, 1, "right")]
    [InlineData(1, 1, "middle")]
    [InlineData(1, 2, "bottom")]
    [InlineData(2, 2, "lower right")]
    public void The_worst_place_has_a_name(int column, int row, string name)
    {
        var plane = new Plane(9, 9);
        plane.Samples.Fill(80);
        for (var y = row * 3; y < (row * 3) + 3; y++)
        {
            plane.Row(y).Slice(column * 3, 3).Fill(20);
        }

        using var map = new QualityMap(plane, new(0, 100), HigherIsBetter: true);
        Assert.Equal(name, WorstPlace.Of(map));
        plane.Samples.Fill(50);
        Assert.Null(WorstPlace.Of(map));
    }

    /// <summary>The kinds are far apart: each is named, with a likelihood that says so.</summary>
    [Fact]
    public void Kinds_of_damage_that_lie_apart_are_told_apart()
    {
        var random = new Random(1);
        var (vectors, kinds) = (new List<float[]>(), new List<int>());
        for (var i = 0; i < 300; i++)
        {
            var kind = i % 3;
            vectors.Add([.. Enumerable.Range(0, 6).Select(k => (float)((k == kind ? 4 : 0) + random.NextDouble() - 0.5))]);
            kinds.Add(kind);
        }

        var estimate = KindFit.Of(["a", "b", "c"], vectors, kinds, [.. Enumerable.Range(0, 300).Select(i => i % 5)]);
        Assert.Equal(1, KindFit.Accuracy(estimate, vectors, kinds, among: 1));
        Assert.All(vectors.Zip(kinds), image => Assert.True(estimate.Likelihoods(image.First)[image.Second] > 0.9));
        Assert.Equal(1, estimate.Likelihoods(vectors[0]).Sum(), 1e-9);
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => $"{i}");

    /// <summary>A part of the photograph, by its number.</summary>
    private static Image Tile(string name)
    {
        const int Side = 72;
        var (left, top) = (int.Parse(name, null) % 5 * Side, int.Parse(name, null) / 5 * Side);
        var pixels = new byte[Side * Side * 3];
        for (var y = 0; y < Side; y++)
        {
            Photo.Pixels.Slice((((top + y) * Photo.Width) + left) * 3, Side * 3).CopyTo(pixels.AsSpan(y * Side * 3));
        }

        return new Image(Side, Side, pixels);
    }
}

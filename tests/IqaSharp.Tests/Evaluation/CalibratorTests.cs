using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class CalibratorTests : IDisposable
{
    private static readonly Image Photo = Image.Load(Repository.Sample("chelsea.png"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<MusiqConfig> Networks() => [TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone with { Bounded = true }, TestModel.TinyMusiq with { Outputs = 10 }];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_calibrated_model_gives_the_same_scores_with_intervals_and_familiarity(MusiqConfig config)
    {
        TestModel.Write(_folder["m.safetensors"], config);
        Calibrator.Write(_folder["m.safetensors"], Synthetic(Length(config)), _folder["c.safetensors"]);
        using var plain = Metric.Load(_folder["m.safetensors"]);
        using var calibrated = Metric.Load(_folder["c.safetensors"]);
        var (before, after) = (plain.Score(Photo), calibrated.Score(Photo));
        Assert.Equal(before.Value, after.Value);
        Assert.Equal(before.Distribution, after.Distribution);
        Assert.Equal((null, null, null), (before.Interval, before.Familiarity, before.IsUnfamiliar));
        Assert.True(after.Interval!.Value.Contains(Math.Clamp(after.Value, calibrated.Card.Range?.Low ?? after.Value, calibrated.Card.Range?.High ?? after.Value)));
        Assert.True(after.Interval.Value.Low >= (calibrated.Card.Range?.Low ?? double.MinValue) && after.Interval.Value.High <= (calibrated.Card.Range?.High ?? double.MaxValue));
        Assert.InRange(after.Familiarity!.Value, 0, 100);
        Assert.Equal(plain.Embed(Photo).Image, calibrated.Embed(Photo).Image);
    }

    [Fact]
    public void The_calibration_is_no_part_of_the_weights_and_stays_when_a_card_is_rewritten()
    {
        var path = _folder["c.safetensors"];
        TestModel.Write(path, TestModel.TinyMusiq);
        Calibrator.Write(path, Synthetic(Length(TestModel.TinyMusiq)), path);
        CardCorrelations.Record(path, "live", new MetricReport("test", new Agreement(5, new(1, 1, 1), new(1, 1, 1), new(1, 1, 1), null, null, null), new Dictionary<string, Agreement>(), new Dictionary<string, Agreement>(), null, 0, null));
        using var model = Model.Read(path);
        Assert.Equal(TestModel.Tensors(TestModel.TinyMusiq).Keys.Order(), model.Tensors.Keys.Order());
        Assert.Equal(("synthetic", 200, "iqa calibrate"), (model.Calibration!.Data, model.Calibration.Images, model.Calibration.Command));
        Assert.Single(model.Card.Correlations);
    }

    [Fact]
    public void A_damaged_calibration_is_refused_with_the_reason()
    {
        var good = Synthetic(Length(TestModel.TinyMusiq));
        string[] damaged =
        [
            "", "null", "[]", "{}", "{ \"data\": 1 }",
            good.ToJson().Replace("\"weights\":\"", "\"weights\":\"A", StringComparison.Ordinal),
            (good with { Error = good.Error with { Floor = 0 } }).ToJson(),
            (good with { Error = good.Error with { Weights = [float.NaN] } }).ToJson(),
            (good with { Familiarity = good.Familiarity with { Percentiles = [1, 0] } }).ToJson(),
        ];
        Assert.All(damaged, json => Assert.Contains("its calibration cannot be used", Assert.Throws<BadWeightsException>(() => Load(TestModel.TinyMusiq, json)).Message, StringComparison.Ordinal));
        var other = Synthetic(7).ToJson();
        Assert.EndsWith("its calibration is for embeddings of 7 numbers, but the network's have 36", Assert.Throws<BadWeightsException>(() => Load(TestModel.TinyMusiq, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_gives_no_embedding_of_a_score_cannot_be_calibrated()
    {
        TestModel.Write(_folder["m.safetensors"], TestModel.TinyIqt);
        using var metric = Metric.Load(_folder["m.safetensors"]);
        var images = new CalibrationImages([.. Enumerable.Range(0, 50).Select(i => new DataItem($"{i}.png", i))], [], [], "test");
        var set = new DataSet("test", images.Rated, new(0, 50));
        Assert.Contains("gives no embeddings", Assert.Throws<BadInputException>(() => Calibrator.Fit(metric, set, images, _ => Photo, "iqa calibrate")).Message, StringComparison.Ordinal);
        Assert.Contains("too few", Assert.Throws<BadInputException>(() => Calibrator.Fit(metric, set, images with { Rated = [.. images.Rated.Take(49)] }, _ => Photo, "iqa calibrate")).Message, StringComparison.Ordinal);
    }

    /// <summary>The model that comes along, if it is calibrated: images of another seed than those of its calibration, in kinds that people would show it.</summary>
    [Fact]
    public void The_default_model_calls_images_unfamiliar_that_are_no_photographs()
    {
        using var metric = Metric.Load(Path.Combine(Repository.Root, "models", "musiq-s.safetensors"));
        Assert.SkipWhen(metric.Score(Photo).Familiarity is null, "the default model is not calibrated");
        var strange = IqaSharp.Evaluation.Unfamiliar.UnfamiliarImages.All(6, seed: 1).ToList();
        Assert.True(strange.Average(image => metric.Score(image).IsUnfamiliar == true ? 1.0 : 0) >= 0.9);
        Assert.All(new[] { "chelsea.png", "coffee.png", "rocket.jpg" }, name => Assert.False(metric.Score(Repository.Sample(name)).IsUnfamiliar));
    }

    [Fact]
    public void Images_are_divided_as_the_recipe_did()
    {
        var set = new DataSet("test", [.. Enumerable.Range(0, 1000).Select(i => new DataItem($"/data/{i}.png", i))], new(0, 1));
        var images = CalibrationImages.Of(set, 0.1, 1, 500, []);
        Assert.InRange(images.Rated.Count, 70, 130);
        Assert.Equal(500, images.Learned.Count);
        Assert.Empty(images.Rated.Intersect(images.Learned));
        Assert.Equal(images.Rated, CalibrationImages.Of(set, 0.1, 1, 0, []).Rated);
        Assert.Equal(1000, CalibrationImages.Of(set, 1, 1, 500, []).Rated.Count);
    }

    private ILoadedNetwork Load(MusiqConfig config, string calibration)
    {
        var path = _folder["damaged.safetensors"];
        SafeTensors.Write(path, TestModel.Tensors(config), new Dictionary<string, string> { [ModelCard.MetadataKey] = TestModel.Card(config).ToJson(), [Calibration.MetadataKey] = calibration });
        using var metric = Metric.Load(path);
        return metric.Network;
    }

    private static int Length(MusiqConfig config) => config.Hidden * (1 + config.ScaleCount);

    /// <summary>A calibration on embeddings of chance.</summary>
    internal static Calibration Synthetic(int length)
    {
        var random = new Random(1);
        List<float[]> Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle()).ToArray())];
        return Calibrator.Fit(Draw(200), [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() - 0.5)], Draw(100), Draw(50), "synthetic", "iqa calibrate");
    }
}

using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Evaluation;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class QuantiserTests : IDisposable
{
    private const string NoVnni = "this processor has no fast 8-bit arithmetic";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The default model on six images of samples/: of its range of 100, the issue allows a mean difference of 1.</summary>
    [Fact]
    public void The_default_model_in_integers_scores_almost_as_before()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var model = Path.Combine(Repository.Root, "models", "musiq-s.safetensors");
        string[] photographs = [.. new[] { "astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "coffee-q20.png", "coffee-blur.png" }.Select(Repository.Sample)];
        var quantisation = Quantiser.Fit(model, QuantisationImages.Of(photographs), Quantiser.UsualBound, "test", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((4, 2), (quantisation.Photographs, quantisation.Checked));
        Assert.InRange(quantisation.MeanDifference, 0, 1);

        Quantiser.Write(model, quantisation, _folder["fast.safetensors"]);
        using var before = Metric.Load(model);
        using var exact = Metric.Load(_folder["fast.safetensors"]);
        using var fast = Metric.Load(_folder["fast.safetensors"], new MetricOptions { Precision = Precision.Fast });
        Assert.Equal((Precision.Exact, Precision.Exact, Precision.Fast), (before.Precision, exact.Precision, fast.Precision));
        foreach (var photograph in photographs)
        {
            var score = before.Score(photograph);
            Assert.Equal(score.Value, exact.Score(photograph).Value);
            Assert.Equal(score.Value, fast.Score(photograph).Value, 3.0);
        }
    }

    public static TheoryData<NetworkConfig> Pairs() =>
    [
        TestModel.TinyWholeIqt, TestModel.TinyCkdn, TestModel.TinyCkdn with { Whole = true },
        TestModel.TinyCkdn with { Whole = true, Reference = CkdnReference.Stages },
        TestModel.TinyCkdn with { Whole = true, Reference = CkdnReference.InBand, Distilled = false }, // something else than a stem reads the pixels
        TestModel.TinyCkdn with { Whole = true, Reference = CkdnReference.EveryScale, Distilled = false },
        TestModel.TinyCkdn with { Whole = true, Reference = CkdnReference.Predicted, Distilled = false },
        TestModel.TinyCkdn with { Reference = CkdnReference.CrossAttention },
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Networks_of_pairs_are_quantised_too(NetworkConfig config)
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var (model, photographs) = (Model(config), Photographs(6));
        var quantisation = Quantiser.Fit(model, QuantisationImages.Of(photographs), 1, "test", cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(quantisation.Ranges);
        Quantiser.Write(model, quantisation, model);
        using var fast = Metric.Load(model, new MetricOptions { Precision = Precision.Fast });
        Assert.Equal(Precision.Fast, fast.Precision);
        Assert.True(double.IsFinite(fast.Score(photographs[0], photographs[1]).Value));
    }

    [Fact]
    public void Scores_that_move_too_far_are_refused()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var error = Assert.Throws<BadInputException>(() => Quantiser.Fit(Model(TestModel.TinyCkdn), QuantisationImages.Of(Photographs(6)), 1e-12, "test", cancellation: TestContext.Current.CancellationToken));
        Assert.Matches("in 8-bit integers its scores of 2 images move by .* on average and .* at most: more than ", error.Message);
    }

    [Fact]
    public void A_model_that_is_not_quantised_is_computed_exactly()
    {
        using var metric = Metric.Load(Model(TestModel.TinyMusiq), new MetricOptions { Precision = Precision.Fast });
        Assert.Equal(Precision.Exact, metric.Precision);
    }

    [Fact]
    public void Classical_metrics_are_exact()
    {
        using var metric = Metric.Load("ssim", new MetricOptions { Precision = Precision.Fast });
        Assert.Equal(Precision.Exact, metric.Precision);
    }

    [Fact]
    public void Few_photographs_are_refused_and_many_are_spread_evenly()
    {
        Assert.Contains("5 are too few", Assert.Throws<BadInputException>(() => QuantisationImages.Of(["a", "b", "c", "d", "e"])).Message, StringComparison.Ordinal);
        var images = QuantisationImages.Of([.. Enumerable.Range(0, 1000).Select(i => $"{i}")]);
        Assert.Equal((100, 50), (images.Measured.Count, images.Checked.Count));
        Assert.Empty(images.Measured.Intersect(images.Checked));
        Assert.Contains("993", images.Checked);
    }

    public static TheoryData<string> Damaged() =>
    [
        "", "null", "[]", "{}", Json("""{"a":[0]}"""), Json("""{"a":"AAAAAA=="}"""), Json("""{"a":null}"""),
        Json($$"""{"a":"{{Packed(1, 2)}}"}"""), Json($$"""{"a":"{{Packed(0, 0)}}"}"""), Json($$"""{"a":"{{Packed(float.NaN, 1)}}"}"""), Json($$"""{"a":"{{Packed(-1, float.PositiveInfinity)}}"}"""),
        Json("{}", """[null]"""), Json("{}", $$"""[{"outputs":[],"inputs":[],"divisors":"{{Packed(0)}}"}]"""), Json("{}", $$"""[{"outputs":[],"inputs":[],"divisors":"{{Packed(float.NaN)}}"}]"""),
        Json("{}", "[]", $$"""{"a":"{{Packed(float.NaN)}}"}"""), Json("{}", "[]", "{}", "[null]"),
    ];

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_quantisation_is_refused_with_the_reason(string json) =>
        Assert.Contains("its quantisation cannot be used", Assert.Throws<BadWeightsException>(() => Load(json, Precision.Exact)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"qse.b0.dw":"AACAvwAAgD8="}""", "{}")] // no range for what it reads
    [InlineData("""{"qse.b0.dw":"AACAvwAAgD8=","qse.b0.dw.in":"AACAvwAAgD8="}""", """{"qse.b0.dw":"AACAvwAAgD8="}""")] // two corrections for 32 channels
    public void A_quantisation_of_another_network_is_refused_with_the_reason(string ranges, string corrections)
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        Assert.Contains("its quantisation cannot be used", Assert.Throws<BadWeightsException>(() => Load(Json(ranges, "[]", corrections), Precision.Fast)).Message, StringComparison.Ordinal);
    }

    private void Load(string json, Precision precision)
    {
        var path = Model(TestModel.TinyCkdn);
        using (var checkpoint = SafeTensors.Read(path))
        {
            SafeTensors.Write(_folder["damaged.safetensors"], checkpoint.Tensors, new Dictionary<string, string>(checkpoint.Metadata) { [Quantisation.MetadataKey] = json });
        }

        Metric.Load(_folder["damaged.safetensors"], new MetricOptions { Precision = precision }).Dispose();
    }

    private static string Json(string ranges, string balances = "[]", string corrections = "{}", string matrices = "[]") =>
        $$"""{"photographs":1,"checked":1,"meanDifference":0,"largestDifference":0,"command":"","ranges":{{ranges}},"balances":{{balances}},"corrections":{{corrections}},"matrices":{{matrices}}}""";

    private static string Packed(params float[] values) => Convert.ToBase64String([.. values.SelectMany(BitConverter.GetBytes)]);

    private string Model(NetworkConfig config)
    {
        TestModel.Write(_folder["model.safetensors"], config);
        return _folder["model.safetensors"];
    }

    private string[] Photographs(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var pixels = new byte[96 * 96 * 3];
        new Random(i).NextBytes(pixels);
        return _folder.Write($"{i}.ppm", [.. "P6 96 96 255\n"u8, .. pixels]);
    })];
}

using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Models;

public sealed class ModelConverterTests : IDisposable
{
    private static readonly MusiqConfig Tiny = new() { Hidden = 24, MlpDim = 48, Layers = 2 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every file of reference/checkpoints gives the scores of its expected.json, in both semantics: to 1e-4, and to 2e-3 from half precision.</summary>
    [Theory]
    [InlineData("musiq-tiny.pth")]
    [InlineData("musiq-tiny-params.pth")]
    [InlineData("musiq-tiny-module.pth.tar")]
    [InlineData("musiq-tiny-legacy.pth")]
    [InlineData("musiq-tiny.npz")]
    [InlineData("musiq-tiny-deflated.npz")]
    [InlineData("musiq-tiny.safetensors")]
    [InlineData("musiq-tiny-f16.safetensors")]
    public void Every_checkpoint_gives_its_scores(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Shared.Find("reference/checkpoints/expected.json")));
        foreach (var semantics in new[] { MusiqSemantics.Google, MusiqSemantics.Pyiqa })
        {
            var model = _folder["model.safetensors"];
            var made = ModelConverter.Convert("musiq", Shared.Find("reference/checkpoints/" + name), model, new ConversionOptions { Settings = new() { ["semantics"] = semantics.ToString() } });
            Assert.Equal((96, 192, 2, 6), (Musiq(made).Hidden, Musiq(made).MlpDim, Musiq(made).Layers, Musiq(made).Heads));
            using var metric = Metric.Load(model);
            foreach (var image in expected.RootElement.GetProperty("expected").GetProperty(semantics.ToString().ToLowerInvariant()).EnumerateObject())
            {
                var score = metric.Score(Shared.Find("reference/images/" + image.Name)).Value;
                Assert.Equal(image.Value.GetProperty("score").GetDouble(), score, name.Contains("f16", StringComparison.Ordinal) ? 2e-3 : 1e-4);
            }
        }
    }

    [Fact]
    public void Half_precision_weights_score_as_measured()
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Shared.Find("reference/checkpoints/expected.json")));
        var model = _folder["model.safetensors"];
        ModelConverter.Convert("musiq", Shared.Find("reference/checkpoints/musiq-tiny-f16.safetensors"), model, new ConversionOptions { Settings = new() { ["semantics"] = "Google" } });
        using var metric = Metric.Load(model);
        foreach (var image in expected.RootElement.GetProperty("expected").GetProperty("google_f16_weights").EnumerateObject())
        {
            Close.Absolute(image.Value.GetProperty("score").GetDouble(), metric.Score(Shared.Find("reference/images/" + image.Name)).Value);
        }
    }

    [Fact]
    public void A_settings_free_checkpoint_tells_its_settings()
    {
        var config = new MusiqConfig { Hidden = 30, MlpDim = 20, Layers = 3, Grid = 7, Outputs = 10 };
        var made = Convert(TestModel.Tensors(config), new ConversionOptions());
        Assert.Equal(config with { Semantics = MusiqSemantics.Pyiqa, Scales = Musiq(made).Scales }, Musiq(made));
        Assert.Equal(config.Scales, Musiq(made).Scales);
        Assert.Equal(new ScoreRange(1, 10), made.Card.Range);
    }

    [Fact]
    public void A_model_keeps_its_card_when_it_is_converted_again()
    {
        var (first, second) = (_folder["first.safetensors"], _folder["second.safetensors"]);
        TestModel.Write(first, Tiny with { Heads = 4, Scales = [100, 50], Semantics = MusiqSemantics.Pyiqa });
        var made = ModelConverter.Convert("musiq", first, second, new ConversionOptions { Half = true });
        Assert.Equal((4, MusiqSemantics.Pyiqa, false), (Musiq(made).Heads, Musiq(made).Semantics, made.Card.Trained));
        Assert.Equal([100, 50], Musiq(made).Scales);
        Assert.True(new FileInfo(second).Length < 0.6 * new FileInfo(first).Length);
    }

    [Fact]
    public void Missing_misshapen_and_extra_tensors_are_named()
    {
        var tensors = TestModel.Tensors(Tiny);
        tensors.Remove("transformer_encoder.cls");
        tensors["head.bias"] = Tensor.Of([1, 2], 2);
        tensors["stranger"] = Tensor.Of([1]);
        tensors["bn.num_batches_tracked"] = Tensor.Of([1]);
        var refusal = Assert.Throws<BadWeightsException>(() => Convert(tensors, new ConversionOptions()));
        Assert.Contains("missing: transformer_encoder.cls", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("misshapen: head.bias [2] instead of [1]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("not part of the network: stranger", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("num_batches_tracked", refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path)); // the checkpoint alone
    }

    [Fact]
    public void Tensors_that_hold_NaN_or_infinities_are_named()
    {
        var tensors = TestModel.Tensors(Tiny);
        tensors["head.bias"] = Tensor.Of([float.NaN], 1);
        tensors["head.weight"] = Tensor.Of([.. tensors["head.weight"].ToFloats()[..^2], float.NegativeInfinity, float.PositiveInfinity], tensors["head.weight"].Shape);
        var refusal = Assert.Throws<BadWeightsException>(() => Convert(tensors, new ConversionOptions()));
        Assert.Contains("NaN or infinities: head.bias (1 of 1), head.weight (2 of 24)", refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path)); // the checkpoint alone
    }

    [Fact]
    public void Numbers_that_are_too_large_for_half_precision_are_named()
    {
        var tensors = TestModel.Tensors(Tiny);
        tensors["head.bias"] = Tensor.Of([1e6f], 1);
        Assert.Equal(24, Musiq(Convert(tensors, new ConversionOptions())).Hidden);
        var refusal = Assert.Throws<BadWeightsException>(() => Convert(tensors, new ConversionOptions { Half = true }));
        Assert.Contains("head.bias", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("half precision", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counters_are_only_counted()
    {
        var tensors = TestModel.Tensors(Tiny);
        tensors["bn.num_batches_tracked"] = Tensor.Of([1]);
        Assert.Equal(1, Convert(tensors, new ConversionOptions()).Ignored);
    }

    [Theory]
    [InlineData("""{"hidden":1000000000}""", "Hidden cannot be 1000000000")]
    [InlineData("""{"heads":7}""", "Heads cannot be 7")]
    [InlineData("""{"layers":0}""", "Layers cannot be 0")]
    [InlineData("""{"unknown":1}""", "unknown")]
    [InlineData("""{"scales":[0]}""", "scale cannot be 0")]
    [InlineData("""{"scales":null}""", "cannot be used")]
    [InlineData("""{"hidden":"wide"}""", "cannot be used")]
    public void A_card_that_lies_is_refused(string configuration, string reason)
    {
        var path = _folder["lie.safetensors"];
        var card = TestModel.Card(Tiny) with { Configuration = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(configuration)! };
        SafeTensors.Write(path, TestModel.Tensors(Tiny), new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
        Assert.Contains(reason, Assert.Throws<BadWeightsException>(() => Metric.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_card_does_not_say_is_as_usual()
    {
        var path = _folder["short.safetensors"];
        const string Card = """{"name":"short","architecture":"musiq","configuration":{"hidden":24,"mlpDim":48,"layers":2}}""";
        SafeTensors.Write(path, TestModel.Tensors(Tiny), new Dictionary<string, string> { [ModelCard.MetadataKey] = Card });
        using var model = Model.Read(path);
        Assert.Equal((true, true, 1), (model.Card.HigherIsBetter, model.Card.Trained, model.Card.SmallestSide));
        Assert.Equal((6, 10, true), (((MusiqConfig)model.Configuration).Heads, ((MusiqConfig)model.Configuration).Grid, ((MusiqConfig)model.Configuration).Native));
    }

    [Fact]
    public void A_bare_checkpoint_is_no_model()
    {
        var path = _folder["bare.safetensors"];
        SafeTensors.Write(path, TestModel.Tensors(Tiny));
        Assert.Contains("iqa convert", Assert.Throws<BadWeightsException>(() => Metric.Load(path)).Message, StringComparison.Ordinal);
    }

    private static MusiqConfig Musiq(ConversionResult made) => (MusiqConfig)made.Configuration;

    private ConversionResult Convert(Dictionary<string, Tensor> tensors, ConversionOptions options)
    {
        var checkpoint = _folder["checkpoint.safetensors"];
        SafeTensors.Write(checkpoint, tensors);
        return ModelConverter.Convert("musiq", checkpoint, _folder["model.safetensors"], options);
    }
}

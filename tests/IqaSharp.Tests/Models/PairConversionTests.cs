using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Models;

public sealed class PairConversionTests : IDisposable
{
    private const string Prefix = "backbone.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A transformer's checkpoint, and Inception-ResNet-v2 as timm has it: all of its stages, and counters.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Iqt_is_made_of_its_transformer_and_its_backbone(bool compact)
    {
        var config = compact ? IqtConfig.Compact : new IqtConfig();
        var tensors = TestModel.Tensors(config);
        Write("transformer", tensors.Where(t => !t.Key.StartsWith(Prefix, StringComparison.Ordinal)));
        Write("backbone", tensors.Where(t => t.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(t => KeyValuePair.Create(t.Key[Prefix.Length..], t.Value)).Concat(
        [
            KeyValuePair.Create("conv2d_1a.bn.num_batches_tracked", Tensor.Of([1])),
            KeyValuePair.Create("mixed_6a.branch0.conv.weight", Tensor.Of([1])),
            KeyValuePair.Create("repeat_1.0.conv2d.bias", Tensor.Of([1])),
            KeyValuePair.Create("classif.weight", Tensor.Of([1])),
        ]));
        var made = Convert("iqt", "transformer", new ConversionOptions { Backbone = _folder["backbone"] });
        Assert.Equal(config with { CausalDecoder = true }, made.Configuration);
        Assert.Equal((4, ReferenceKind.FullReference, config.Crop), (made.Ignored, made.Card.ReferenceKind, made.Card.SmallestSide));
        using var metric = Metric.Load(_folder["model.safetensors"], new MetricOptions { Crops = 1 });
        Assert.True(double.IsFinite(metric.Score(Repository.Sample("coffee-q20.png"), Repository.Sample("coffee.png")).Value));
    }

    [Fact]
    public void Iqt_without_its_backbone_says_so()
    {
        Write("transformer", TestModel.Tensors(IqtConfig.Compact).Where(t => !t.Key.StartsWith(Prefix, StringComparison.Ordinal)));
        Assert.Contains("the parameter backbone", Assert.Throws<BadWeightsException>(() => Convert("iqt", "transformer", new ConversionOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ckdn_is_made_of_its_checkpoint()
    {
        Write("checkpoint", TestModel.Tensors(new CkdnConfig()).Append(KeyValuePair.Create("csp.0.bn1.num_batches_tracked", Tensor.Of([1]))));
        var made = Convert("ckdn", "checkpoint", new ConversionOptions());
        Assert.Equal((new CkdnConfig(), 1, ReferenceKind.DegradedReference, new ScoreRange(0, 1)), ((CkdnConfig)made.Configuration, made.Ignored, made.Card.ReferenceKind, made.Card.Range));
        using var metric = Metric.Load(_folder["model.safetensors"]);
        Assert.InRange(metric.Score(Repository.Sample("coffee-q20.png"), Repository.Sample("coffee-blur.png")).Value, 0, 1);
    }

    [Fact]
    public void Another_architecture_s_checkpoint_is_refused()
    {
        Write("checkpoint", TestModel.Tensors(TestModel.TinyCkdn));
        Assert.Contains("missing", Assert.Throws<BadWeightsException>(() => Convert("ckdn", "checkpoint", new ConversionOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("not a MUSIQ", Assert.Throws<BadWeightsException>(() => Convert("musiq", "checkpoint", new ConversionOptions())).Message, StringComparison.Ordinal);
    }

    private void Write(string name, IEnumerable<KeyValuePair<string, Tensor>> tensors) => SafeTensors.Write(_folder[name], tensors.ToDictionary(t => t.Key, t => t.Value));

    private ConversionResult Convert(string architecture, string name, ConversionOptions options) =>
        ModelConverter.Convert(architecture, _folder[name], _folder["model.safetensors"], options);
}

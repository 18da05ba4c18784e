using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Networks.Lpips;
using IqaSharp.Tests.Metrics.Classical;
using IqaSharp.Tests.Networks.FeatureDistances;
using Xunit;

namespace IqaSharp.Tests.Networks.Lpips;

public sealed class LpipsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The official code, version 0.1, with the authors' heads on backbones by the recipe: 1e-4 relative, and each layer's part; samples/lpips.json.</summary>
    [Theory]
    [InlineData("alex")]
    [InlineData("vgg")]
    public void Agrees_with_the_authors_on_samples(string net) => Agrees(CodecGolden.OfSamples("lpips.json"), net);

    /// <summary>The same on ../shared/reference.</summary>
    [Theory]
    [InlineData("alex")]
    [InlineData("vgg")]
    public void Agrees_with_the_authors_on_reference_pairs(string net) => Agrees(CodecGolden.OfReference("lpips.json"), net);

    /// <summary>The heads that come with the library, by their first numbers and their sums.</summary>
    [Theory]
    [InlineData("alex")]
    [InlineData("vgg")]
    public void The_heads_are_the_authors(string net)
    {
        using var model = Converted(net, OfficialCheckpoint.Torchvision(Official(net)));
        var golden = Golden(net);
        foreach (var head in golden.GetProperty("head_sum").EnumerateObject())
        {
            var values = model.Tensors[head.Name].ToFloats();
            Close.Relative(head.Value.GetDouble(), values.Sum(value => (double)value));
            Assert.Equal(golden.GetProperty("head_first4").GetProperty(head.Name).EnumerateArray().Select(value => value.GetDouble()), values[..4].Select(value => (double)value));
        }
    }

    [Theory]
    [InlineData("alex", "alexnet", 31)]
    [InlineData("vgg", "vgg-16", 16)]
    public void Every_published_form_makes_the_same_model(string net, string backbone, int smallest)
    {
        var official = Official(net);
        var torchvision = OfficialCheckpoint.Torchvision(official);
        using var expected = Converted(net, torchvision);
        Assert.Equal((backbone, smallest, ReferenceKind.FullReference, false), (((LpipsConfig)expected.Configuration).Backbone, expected.Card.SmallestSide, expected.Card.ReferenceKind, expected.Card.HigherIsBetter));
        var heads = expected.Tensors.Where(t => t.Key.StartsWith("lin", StringComparison.Ordinal)).ToDictionary();

        using var whole = Converted("whole", official.Concat(heads).Append(KeyValuePair.Create("lins.0.model.1.weight", heads["lin0.model.1.weight"])).ToDictionary());
        AssertSame(expected, whole);
        SafeTensors.Write(_folder["backbone"], torchvision);
        using var parts = Converted("parts", heads, new ConversionOptions { Backbone = _folder["backbone"] });
        AssertSame(expected, parts);
    }

    /// <summary>Where the published files are at hand, in PyTorch's old format.</summary>
    [Theory]
    [InlineData("alex")]
    [InlineData("vgg")]
    public void The_authors_file_of_heads_is_joined_with_a_backbone(string net)
    {
        var heads = Shared.Find($"weights/lpips-v0.1-{net}-heads.pth");
        SafeTensors.Write(_folder["backbone"], OfficialCheckpoint.Torchvision(Official(net)));
        ModelConverter.Convert("lpips", heads, _folder["joined.safetensors"], new ConversionOptions { Backbone = _folder["backbone"] });
        using var joined = Model.Read(_folder["joined.safetensors"]);
        using var expected = Converted(net, OfficialCheckpoint.Torchvision(Official(net)));
        AssertSame(expected, joined);
    }

    [Fact]
    public void Heads_without_a_backbone_say_so()
    {
        var refusal = Assert.Throws<BadWeightsException>(() => Converted("heads", new() { ["lin0.model.1.weight"] = Tensor.Of(new float[64], 1, 64, 1, 1) }));
        Assert.Contains("holds no backbone of an LPIPS (--backbone names torchvision's file of its weights)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backbone_that_is_neither_is_refused() =>
        Assert.Contains("misshapen", Assert.Throws<BadWeightsException>(() => Converted("other", new() { ["features.0.weight"] = Tensor.Of(new float[75], 1, 3, 5, 5) })).Message, StringComparison.Ordinal);

    private void Agrees(CodecGolden golden, string net)
    {
        using var metric = OfficialCheckpoint.Load(_folder, "lpips", OfficialCheckpoint.Of(golden.Root.GetProperty(net), IsHead));
        using var model = Model.Read(_folder["model.safetensors"]);
        var network = new LpipsNetwork((LpipsConfig)model.Configuration);
        float[] heads = [.. network.Channels.SelectMany((_, map) => model.Tensors[LpipsNetwork.Head(map)].ToFloats())];
        foreach (var (key, expected) in golden.Part(net, "scores"))
        {
            var (reference, distorted) = golden.Pair(key);
            var score = expected.GetProperty("score").GetDouble();
            Close.Relative(score, metric.Score(distorted, reference).Value);
            if (expected.TryGetProperty("layers", out var layers))
            {
                var differences = ((FeatureDistanceScorer)metric.Network).Differences(distorted, reference);
                var start = 0;
                foreach (var (map, channels) in network.Channels.Index())
                {
                    Close.Relative(layers[map].GetDouble(), Enumerable.Range(start, channels).Sum(i => (double)heads[i] * differences[i]));
                    start += channels;
                }
            }
        }
    }

    private static bool IsHead(string name) => name.StartsWith("lin", StringComparison.Ordinal);

    private static JsonElement Golden(string net) => CodecGolden.OfSamples("lpips.json").Root.GetProperty(net);

    private static Dictionary<string, Tensor> Official(string net) => OfficialCheckpoint.Of(Golden(net), IsHead);

    private Model Converted(string name, Dictionary<string, Tensor> checkpoint, ConversionOptions? options = null)
    {
        SafeTensors.Write(_folder["checkpoint"], checkpoint);
        ModelConverter.Convert("lpips", _folder["checkpoint"], _folder[$"{name}.safetensors"], options ?? new ConversionOptions());
        return Model.Read(_folder[$"{name}.safetensors"]);
    }

    private static void AssertSame(Model expected, Model actual)
    {
        Assert.Equal(expected.Configuration, actual.Configuration);
        Assert.Equal(expected.Tensors.Keys.Order(), actual.Tensors.Keys.Order());
        Assert.All(expected.Tensors, tensor => Assert.Equal(tensor.Value.ToFloats(), actual.Tensors[tensor.Key].ToFloats()));
    }
}

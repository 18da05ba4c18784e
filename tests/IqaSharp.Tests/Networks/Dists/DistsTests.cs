using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks.Dists;
using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Tests.Metrics.Classical;
using IqaSharp.Tests.Networks.FeatureDistances;
using Xunit;

namespace IqaSharp.Tests.Networks.Dists;

public sealed class DistsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The official code, with the authors' alpha and beta on a backbone by the recipe: 1e-6 on a score, 1e-4 relative on each map's texture and structure; samples/dists.json.</summary>
    [Fact]
    public void Agrees_with_the_authors_on_samples() => Agrees(CodecGolden.OfSamples("dists.json"));

    /// <summary>The same on ../shared/reference.</summary>
    [Fact]
    public void Agrees_with_the_authors_on_reference_pairs() => Agrees(CodecGolden.OfReference("dists.json"));

    /// <summary>The official command's preparation, the shorter side reduced to 256; its size to the pixel.</summary>
    [Fact]
    public void Reduced_to_256_it_agrees_with_the_official_command_on_samples() => AgreesReduced(CodecGolden.OfSamples("dists.json"));

    [Fact]
    public void Reduced_to_256_it_agrees_with_the_official_command_on_reference_pairs() => AgreesReduced(CodecGolden.OfReference("dists.json"));

    [Fact]
    public void Alpha_and_beta_are_the_authors()
    {
        using var model = Converted("model", OfficialCheckpoint.Torchvision(Official()));
        var golden = CodecGolden.OfSamples("dists.json").Root;
        foreach (var name in new[] { "alpha", "beta" })
        {
            var values = model.Tensors[name].ToFloats();
            Close.Relative(golden.GetProperty($"{name}_sum").GetDouble(), values.Sum(value => (double)value));
            Assert.Equal(golden.GetProperty($"{name}_first4").EnumerateArray().Select(value => value.GetDouble()), values[..4].Select(value => (double)value));
        }
    }

    [Fact]
    public void Every_published_form_makes_the_same_model()
    {
        var official = Official();
        using var expected = Converted("expected", OfficialCheckpoint.Torchvision(official));
        Assert.Equal((new DistsConfig(), new ScoreRange(0, 1), false), (expected.Configuration, expected.Card.Range, expected.Card.HigherIsBetter));
        var heads = expected.Tensors.Where(t => IsHead(t.Key)).ToDictionary();
        using var whole = Converted("whole", official.Concat(heads).ToDictionary());
        Assert.All(expected.Tensors, tensor => Assert.Equal(tensor.Value.ToFloats(), whole.Tensors[tensor.Key].ToFloats()));
        SafeTensors.Write(_folder["backbone"], OfficialCheckpoint.Torchvision(official));
        using var parts = Converted("parts", heads, new ConversionOptions { Backbone = _folder["backbone"] });
        Assert.All(expected.Tensors, tensor => Assert.Equal(tensor.Value.ToFloats(), parts.Tensors[tensor.Key].ToFloats()));
    }

    /// <summary>A model that is converted again may be given the command's reduction, and says so.</summary>
    [Fact]
    public void A_model_of_its_own_size_becomes_one_that_is_reduced()
    {
        Converted("dists", OfficialCheckpoint.Torchvision(Official())).Dispose();
        var made = ModelConverter.Convert("dists", _folder["dists.safetensors"], _folder["dists-256.safetensors"], Reduced);
        Assert.Equal("shorter side reduced to 256 pixels, on vgg-16", made.Architecture.DescriptionOf(made.Configuration));
        Assert.Equal(256, made.Card.Configuration["viewingSide"]!.GetValue<int>());
    }

    private static ConversionOptions Reduced => new() { Settings = new() { ["viewingSide"] = 256 } };

    private static bool IsHead(string name) => name is "alpha" or "beta";

    private static Dictionary<string, Tensor> Official() => OfficialCheckpoint.Of(CodecGolden.OfSamples("dists.json").Root, IsHead);

    private void Agrees(CodecGolden golden)
    {
        using var metric = OfficialCheckpoint.Load(_folder, "dists", OfficialCheckpoint.Of(golden.Root, IsHead));
        using var model = Model.Read(_folder["model.safetensors"]);
        float[] weights = [.. model.Tensors["alpha"].ToFloats(), .. model.Tensors["beta"].ToFloats()];
        var total = weights.Sum(weight => (double)weight);
        foreach (var (key, expected) in golden.Part("scores"))
        {
            var (reference, distorted) = golden.Pair(key);
            Assert.Equal(expected.GetProperty("score").GetDouble(), metric.Score(distorted, reference).Value, 1e-6);
            if (expected.TryGetProperty("stages", out var stages))
            {
                var differences = ((FeatureDistanceScorer)metric.Network).Differences(distorted, reference);
                double Part(int start, int count) => Enumerable.Range(start, count).Sum(i => weights[i] / total * (1.0 - differences[i]));
                var start = 0;
                foreach (var (map, channels) in DistsNetwork.MapChannels.Index())
                {
                    Close.Relative(stages[map].GetProperty("texture").GetDouble(), Part(start, channels));
                    Close.Relative(stages[map].GetProperty("structure").GetDouble(), Part(start + DistsNetwork.MapChannels.Sum(), channels));
                    start += channels;
                }
            }
        }
    }

    private void AgreesReduced(CodecGolden golden)
    {
        using var metric = OfficialCheckpoint.Load(_folder, "dists", OfficialCheckpoint.Of(golden.Root, IsHead), Reduced);
        foreach (var (key, expected) in golden.Part("scores"))
        {
            if (expected.TryGetProperty("score_256", out var score))
            {
                var (reference, distorted) = golden.Pair(key);
                var seen = new DistsNetwork(new DistsConfig { ViewingSide = 256 }).Input("image", distorted);
                Assert.Equal(expected.GetProperty("size_256").EnumerateArray().Select(side => side.GetInt64()), [seen.Shape[3], seen.Shape[2]]);
                Assert.Equal(score.GetDouble(), metric.Score(distorted, reference).Value, 1e-6);
            }
        }
    }

    private Model Converted(string name, Dictionary<string, Tensor> checkpoint, ConversionOptions? options = null)
    {
        SafeTensors.Write(_folder["checkpoint"], checkpoint);
        ModelConverter.Convert("dists", _folder["checkpoint"], _folder[$"{name}.safetensors"], options ?? new ConversionOptions());
        return Model.Read(_folder[$"{name}.safetensors"]);
    }
}

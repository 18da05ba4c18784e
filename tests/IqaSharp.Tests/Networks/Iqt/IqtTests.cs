using System.Text.Json;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Iqt;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Networks.Iqt;

public class IqtTests
{
    /// <summary>Both published configurations with the recipe's weights, the decoder masked and not, against the public implementation's numbers in samples/iqt.json.</summary>
    [Theory]
    [InlineData("iqt", true, OnnxOps.Fused)]
    [InlineData("iqt", false, OnnxOps.Fused)]
    [InlineData("iqt-c", true, OnnxOps.Fused)]
    [InlineData("iqt-c", false, OnnxOps.Fused)]
    [InlineData("iqt-c", true, OnnxOps.Standard)]
    [InlineData("iqt-c", false, OnnxOps.Standard)]
    public void Agrees_with_the_public_implementation(string name, bool causal, OnnxOps ops) => AssertGolden(name, causal, ops, Repository.Sample("iqt.json"), Repository.Sample(""));

    [Theory]
    [InlineData("iqt", true)]
    [InlineData("iqt", false)]
    [InlineData("iqt-c", true)]
    [InlineData("iqt-c", false)]
    public void Agrees_with_the_shared_reference(string name, bool causal) => AssertGolden(name, causal, OnnxOps.Fused, Shared.Find("reference/iqt.json"), Shared.Find("reference/images"));

    /// <summary>The parameters are those of the public checkpoints, by name and shape.</summary>
    [Theory]
    [InlineData("iqt")]
    [InlineData("iqt-c")]
    public void Parameters_are_the_published_ones(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.Sample("iqt.json")));
        var published = json.RootElement.GetProperty($"{name}_shapes").EnumerateObject()
            .Concat(json.RootElement.GetProperty("backbone_shapes").EnumerateObject())
            .ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(n => n.GetInt32()).ToArray());
        var own = Config(name).Parameters().ToDictionary(p => p.Path.Replace("backbone.", "", StringComparison.Ordinal), p => p.Shape);
        Assert.Equal(published.Keys.Order(), own.Keys.Order());
        Assert.All(published, p => Assert.Equal(p.Value, own[p.Key]));
    }

    /// <summary>Offsets that are zero leave the points on the grid: as many points as positions see exactly the positions.</summary>
    [Fact]
    public void Points_without_offsets_are_the_grid()
    {
        var graph = new OnnxGraph();
        var map = graph.FloatInput("map", 1, 2, 4, 4);
        var net = new OnnxNet(graph, new Dictionary<string, IqaSharp.Core.Tensor>(), OnnxOps.Standard);
        graph.Output("sampled", ProgressiveSampling.Sample(net, map, graph.Constant(ProgressiveSampling.Centres(4)), 2, 16));
        graph.Output("tokens", net.ToTokens(map, 2));
        using var session = new Graph(graph);
        var values = session.Run(("map", Noise(3, 1, 4)[..32], [1, 2, 4, 4]));
        Assert.All(values["tokens"].Zip(values["sampled"]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    private static float[] Noise(int seed, int crops, int side)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, crops * 3 * side * side).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static IqtConfig Config(string name) => name == "iqt" ? new IqtConfig() : IqtConfig.Compact;

    private static void AssertGolden(string name, bool causal, OnnxOps ops, string json, string images)
    {
        var config = Config(name) with { CausalDecoder = causal };
        var graph = OnnxGraphBuilder.Write(new IqtGraph(config), TestModel.Tensors(config), ops);
        graph.OutputNamed("distorted_features");
        graph.OutputNamed("reference_features");
        using var session = new Graph(graph);
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        var normalisation = new Normalisation(Backbone.Of(config.Backbone));
        foreach (var entry in document.RootElement.EnumerateObject().Where(p => p.Name.StartsWith(name + "|", StringComparison.Ordinal)))
        {
            // The reference's crops lie at row 8, column 16.
            float[] Crop(string image) => normalisation.Crop(Image.Load(Path.Combine(images, image)), 16, 8, config.Crop, config.Crop);
            var parts = entry.Name.Split('|');
            long[] shape = [1, 3, config.Crop, config.Crop];
            var values = session.Run(("distorted", Crop(parts[1]), shape), ("reference", Crop(parts[2]), shape));
            var (distorted, reference) = (values["distorted_features"], values["reference_features"]);
            Close.Absolute(entry.Value.GetProperty(causal ? "score_causal_decoder" : "score_unmasked_decoder").GetDouble(), values["score"][0]);
            Close.Relative(entry.Value.GetProperty("feature_dist_abs_mean").GetDouble(), distorted.Average(v => Math.Abs((double)v)));
            Close.Relative(entry.Value.GetProperty("feature_ref_abs_mean").GetDouble(), reference.Average(v => Math.Abs((double)v)));
            Close.Relative(entry.Value.GetProperty("feature_diff_abs_mean").GetDouble(), distorted.Zip(reference).Average(p => Math.Abs((double)p.First - p.Second)));
        }
    }
}

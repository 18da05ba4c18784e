using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Networks;

/// <summary>What holds for every network of <see cref="Architecture.All"/>.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkConfig> Configurations() => ArchitectureSample.AllConfigurations();

    public static TheoryData<string> Names() => [.. Architecture.All.Select(architecture => architecture.Name)];

    [Fact]
    public void Every_architecture_has_a_sample() => Assert.Equal(Architecture.All, ArchitectureSample.All.Select(sample => sample.Architecture));

    [Theory, MemberData(nameof(Names))]
    public void A_name_finds_its_architecture(string name)
    {
        Assert.Matches("^[a-z0-9-]+$", name);
        Assert.Equal(name, Architecture.Find(name)!.Name);
        Assert.Equal($"there is an architecture '{name}' already (Parameter 'architecture')", Assert.Throws<ArgumentException>(() => Architecture.Register(Architecture.Find(name)!)).Message);
    }

    /// <summary>The graph that is exported scores an image as the stages do that <see cref="Metric"/> runs, with either set of operators.</summary>
    [Theory, MemberData(nameof(Configurations))]
    public void The_exported_graph_scores_like_the_metric(NetworkConfig config)
    {
        config.Validate();
        TestModel.Write(_folder["model.safetensors"], config);
        using var metric = Metric.Load(_folder["model.safetensors"], new MetricOptions { Crops = ArchitectureSample.Crops });
        var (image, reference) = (Image.Load(Repository.Sample("coffee-q20.png")), Image.Load(Repository.Sample("coffee.png")));
        var score = metric.Card.ReferenceKind == ReferenceKind.NoReference ? metric.Score(image) : metric.Score(image, reference);
        var inputs = ArchitectureSample.Of(config).Inputs(config, image, reference);
        using var model = Model.Read(_folder["model.safetensors"]);
        foreach (var ops in Enum.GetValues<OnnxOps>())
        {
            OnnxExport.Write(model, _folder["model.onnx"], ops);
            using var graph = new OnnxEngine().Open(File.ReadAllBytes(_folder["model.onnx"]));
            using var outputs = graph.Run(inputs, [score.Distribution is null ? "score" : "distribution"], cancellation: TestContext.Current.CancellationToken);
            var output = outputs[0].Floats.ToArray();
            Assert.All(score.Distribution?.Zip(output, (p, q) => p - q) ?? [score.Value - output.Average()], difference => Assert.Equal(0, difference, 1e-4));
        }
    }

    [Theory, MemberData(nameof(Configurations))]
    public void A_linear_head_takes_the_place_of_its_own(NetworkConfig config)
    {
        if (Architecture.Of(config).WithLinearHead(config) is { } linear)
        {
            linear.Validate();
            Assert.Equal([("head.weight", 2), ("head.bias", 1)], linear.Parameters().Where(parameter => parameter.Path.StartsWith("head.", StringComparison.Ordinal)).Select(parameter => (parameter.Path, parameter.Shape.Length)));
            static IEnumerable<string> Others(NetworkConfig network) => network.Parameters().Select(parameter => parameter.Path).Where(path => !path.StartsWith("head.", StringComparison.Ordinal));
            Assert.Equal(Others(config), Others(linear));
        }
    }

    [Theory, MemberData(nameof(Configurations))]
    public void The_card_is_whole(NetworkConfig config)
    {
        var architecture = Architecture.Of(config);
        var card = ModelCard.Of(architecture, config, "model");
        Assert.Equal(architecture.Name, card.Architecture);
        Assert.Matches("^\\S.* \\d{4}$", card.Paper);
        Assert.True(card.Range is null || card.Range.Value.Low < card.Range.Value.High);
        Assert.True(card.SmallestSide >= 1);
        Assert.Matches("^\\S.*\\S$", architecture.DescriptionOf(config));
    }

    [Theory, MemberData(nameof(Configurations))]
    public void A_configuration_is_read_as_it_was_written(NetworkConfig config)
    {
        var architecture = Architecture.Of(config);
        var json = architecture.WriteConfiguration(config);
        Assert.True(JsonNode.DeepEquals(json, architecture.WriteConfiguration(architecture.ReadConfiguration(json))));
        Assert.Equal(config.GetType().GetProperties().Where(p => p.GetSetMethod() is not null).Count(p => p.GetValue(config) is not null), json.Count);
    }

    [Theory, MemberData(nameof(Names))]
    public void Unknown_settings_are_refused(string name) =>
        Assert.Contains("unknown", Assert.Throws<JsonException>(() => Architecture.Find(name)!.ReadConfiguration(new JsonObject { ["unknown"] = 1 })).Message, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Names))]
    public void Settings_that_are_not_given_are_the_usual_ones(string name)
    {
        var usual = Architecture.Find(name)!.ReadConfiguration([]);
        usual.Validate();
        Assert.NotEmpty(usual.Parameters());
    }

    /// <summary>A model that is converted again keeps its tensors and its card.</summary>
    [Theory, MemberData(nameof(Configurations))]
    public void A_model_survives_its_conversion(NetworkConfig config)
    {
        TestModel.Write(_folder["model.safetensors"], config);
        var made = ModelConverter.Convert(Architecture.Of(config).Name, _folder["model.safetensors"], _folder["again.safetensors"], new ConversionOptions { Name = "test", Settings = new() { ["stranger"] = 1 } });
        Assert.Equal(0, made.Ignored);
        using var model = Model.Read(_folder["again.safetensors"]);
        Assert.Equal((TestModel.Card(config) with { Origin = "model.safetensors" }).ToJson(), model.Card.ToJson());
        var tensors = TestModel.Tensors(config);
        Assert.Equal(tensors.Keys.Order(), model.Tensors.Keys.Order());
        Assert.All(tensors, tensor => Assert.Equal(tensor.Value.ToFloats(), model.Tensors[tensor.Key].ToFloats()));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_checkpoint_of_something_else_is_refused(string name)
    {
        SafeTensors.Write(_folder["checkpoint"], new Dictionary<string, Tensor> { ["stranger"] = Tensor.Of([1], 1) });
        Assert.Throws<BadWeightsException>(() => ModelConverter.Convert(name, _folder["checkpoint"], _folder["model.safetensors"], new ConversionOptions()));
        Assert.False(File.Exists(_folder["model.safetensors"]));
    }
}

using System.Text.Json;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Onnx;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx;

public sealed class OnnxExportTests : IDisposable
{
    private static readonly MusiqConfig Tiny = new() { Hidden = 24, MlpDim = 48, Layers = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(OnnxOps.Fused)]
    [InlineData(OnnxOps.Standard)]
    public void The_exported_graph_scores_like_the_metric(OnnxOps ops)
    {
        var (model, bytes) = Export(ops);
        using var metric = Metric.Load(model);
        using var graph = new WholeGraph(Tiny, bytes);
        foreach (var name in new[] { "chelsea.png", "rocket.jpg" })
        {
            var image = Image.Load(Repository.Sample(name));
            Assert.Equal(metric.Score(image).Value, graph.Run(image)[0], 1e-5);
        }
    }

    [Fact]
    public void Standard_operators_are_of_the_standard()
    {
        Assert.All(Nodes(OnnxOps.Standard), node => Assert.Equal("", node.Domain));
        Assert.Contains(Nodes(OnnxOps.Fused), node => node.Domain == "com.microsoft");
    }

    [Fact]
    public void The_card_travels_with_the_graph()
    {
        var metadata = ModelProto.Parser.ParseFrom(Export(OnnxOps.Fused).Bytes).MetadataProps.Single(p => p.Key == ModelCard.MetadataKey);
        Assert.Equal("musiq", JsonDocument.Parse(metadata.Value).RootElement.GetProperty("architecture").GetString());
    }

    [Fact]
    public void The_number_of_tokens_varies()
    {
        var graph = ModelProto.Parser.ParseFrom(Export(OnnxOps.Standard).Bytes).Graph;
        Assert.Equal(["patches", "positions", "scales"], graph.Input.Select(i => i.Name));
        Assert.All(graph.Input, input => Assert.Equal("tokens", input.Type.TensorType.Shape.Dim[0].DimParam));
    }

    private IEnumerable<NodeProto> Nodes(OnnxOps ops) => ModelProto.Parser.ParseFrom(Export(ops).Bytes).Graph.Node;

    private (string Model, byte[] Bytes) Export(OnnxOps ops)
    {
        var (model, output) = (Path.Combine(_folder, "model.safetensors"), Path.Combine(_folder, "model.onnx"));
        TestModel.Write(model, Tiny);
        OnnxExport.Write(model, output, ops);
        return (model, File.ReadAllBytes(output));
    }
}

using System.Text.Json;
using IqaSharp.Engines.Onnx;
using IqaSharp.Models;
using IqaSharp.Tests.Metrics;
using Onnx;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx;

public sealed class OnnxExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Standard_operators_are_of_the_standard()
    {
        Assert.All(Nodes(OnnxOps.Standard), node => Assert.Equal("", node.Domain));
        Assert.Contains(Nodes(OnnxOps.Fused), node => node.Domain == "com.microsoft");
    }

    [Fact]
    public void The_card_travels_with_the_graph()
    {
        var metadata = ModelProto.Parser.ParseFrom(Export(OnnxOps.Fused)).MetadataProps.Single(p => p.Key == ModelCard.MetadataKey);
        Assert.Equal("musiq", JsonDocument.Parse(metadata.Value).RootElement.GetProperty("architecture").GetString());
    }

    [Fact]
    public void The_number_of_tokens_varies()
    {
        var graph = ModelProto.Parser.ParseFrom(Export(OnnxOps.Standard)).Graph;
        Assert.Equal(["patches", "positions", "scales"], graph.Input.Select(i => i.Name));
        Assert.All(graph.Input, input => Assert.Equal("tokens", input.Type.TensorType.Shape.Dim[0].DimParam));
    }

    private IEnumerable<NodeProto> Nodes(OnnxOps ops) => ModelProto.Parser.ParseFrom(Export(ops)).Graph.Node;

    private byte[] Export(OnnxOps ops)
    {
        TestModel.Write(_folder["model.safetensors"], TestModel.TinyMusiq);
        using var model = Model.Read(_folder["model.safetensors"]);
        OnnxExport.Write(model, _folder["model.onnx"], ops);
        return File.ReadAllBytes(_folder["model.onnx"]);
    }
}

using IqaSharp.Core;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Tests.Restorations;

/// <summary>Small networks that restore.</summary>
internal static class TestNetworks
{
    /// <summary>Enlarges by repeating pixels, and adds a number to their values.</summary>
    public static void WriteEnlarging(string file, int factor, float offset = 0)
    {
        var graph = new OnnxGraph();
        var image = graph.FloatInput("image", 1, 3, "height", "width");
        var larger = graph.Node(
            "", "Resize", [image, new(""), graph.Constant(Tensor.Of([1, 1, factor, factor], 4))],
            OnnxNet.Text("mode", "nearest"), OnnxNet.Text("coordinate_transformation_mode", "asymmetric"), OnnxNet.Text("nearest_mode", "floor"));
        graph.Output("larger", offset == 0 ? larger : graph.Node("", "Add", [larger, graph.Constant(Tensor.Of([offset], []))]), 1, 3, "h", "w");
        File.WriteAllBytes(file, graph.ToBytes());
    }
}

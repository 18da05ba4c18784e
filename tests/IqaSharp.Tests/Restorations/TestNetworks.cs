using IqaSharp.Core;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Tests.Restorations;

/// <summary>Small networks that restore.</summary>
internal static class TestNetworks
{
    /// <summary>Enlarges by repeating pixels.</summary>
    public static void WriteEnlarging(string file, int factor)
    {
        var graph = new OnnxGraph();
        var image = graph.FloatInput("image", 1, 3, "height", "width");
        var larger = graph.Node(
            "", "Resize", [image, new(""), graph.Constant(Tensor.Of([1, 1, factor, factor], 4))],
            OnnxNet.Text("mode", "nearest"), OnnxNet.Text("coordinate_transformation_mode", "asymmetric"), OnnxNet.Text("nearest_mode", "floor"));
        graph.Output("larger", larger, 1, 3, "h", "w");
        File.WriteAllBytes(file, graph.ToBytes());
    }
}

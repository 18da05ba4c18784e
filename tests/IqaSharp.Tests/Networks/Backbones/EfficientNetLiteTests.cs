using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks.Backbones;
using Xunit;

namespace IqaSharp.Tests.Networks.Backbones;

public class EfficientNetLiteTests
{
    /// <summary>With the start weights of ../shared/weights on one of the reference images: shape, mean and four values of every tap, as its expected.json has them.</summary>
    [Theory]
    [InlineData("efficientnet-lite0")]
    [InlineData("efficientnet-lite2")]
    public void Taps_are_the_expected_ones(string name)
    {
        using var checkpoint = CheckpointFile.Open(Shared.Find($"weights/{name}-f16.safetensors"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Find("weights/expected.json")));
        var image = Image.Load(Shared.Find("reference/images/city-512x384.png"));
        var taps = json.RootElement.GetProperty(name).GetProperty("taps").EnumerateObject().ToList();

        var graph = new OnnxGraph();
        var input = graph.FloatInput("image", 1, 3, image.Height, image.Width);
        var backbone = Backbone.Of(name);
        backbone.Run(new OnnxNet(graph, checkpoint.Tensors, OnnxOps.Standard), input, backbone.Taps[^1]);
        taps.ForEach(tap => graph.OutputNamed(tap.Name));
        using var session = new Graph(graph);
        var values = session.Run(("image", PlaneSet(image), [1, 3, image.Height, image.Width]));
        foreach (var tap in taps)
        {
            var shape = tap.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).ToArray();
            Assert.Equal(shape.Aggregate((product, side) => product * side), values[tap.Name].Length);
            Close.Relative(tap.Value.GetProperty("mean").GetDouble(), values[tap.Name].Average(v => (double)v));
            var expected = tap.Value.GetProperty("first4_at_3_3").EnumerateArray().Select(v => v.GetSingle());
            Assert.All(expected.Select((v, channel) => (v, channel)), e => Assert.Equal(e.v, values[tap.Name][(((e.channel * shape[2]) + 3) * shape[3]) + 3], 1e-4f));
        }
    }

    private static float[] PlaneSet(Image image)
    {
        var area = image.Width * image.Height;
        var planes = new float[3 * area];
        for (var i = 0; i < 3 * area; i++)
        {
            planes[((i % 3) * area) + (i / 3)] = (image.Pixels[i] - 127f) / 128f;
        }

        return planes;
    }
}

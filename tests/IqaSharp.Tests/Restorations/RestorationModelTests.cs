using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using Xunit;

namespace IqaSharp.Tests.Restorations;

/// <summary>Networks of files that restore: ONNX graphs and layers models of TensorFlow.js.</summary>
public sealed class RestorationModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Enlarging by nearest neighbour, on values up to 255, in tiles: what PillowNearest gives, whatever the image's size.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(600, 40)]
    [InlineData(333, 260)]
    public void A_graph_is_run_in_tiles(int width, int height)
    {
        TestNetworks.WriteEnlarging(_folder["nearest.onnx"], 3);
        var restoration = Restoration.FromFile(_folder["nearest.onnx"]);
        Assert.Equal((3, RestorationKind.Upscale, "nearest"), (restoration.Scale, restoration.Kind, restoration.Name));
        var degraded = Noise(width, height);
        var restored = restoration.Restore(degraded);
        Assert.Equal(PillowNearest.Resize(degraded, 3 * width, 3 * height).Pixels.ToArray(), restored.Pixels.ToArray());
        Assert.Equal((4 * width, (2 * height) + 1), restoration.Restore(degraded, new() { Width = 4 * width, Height = (2 * height) + 1 }) is var other ? (other.Width, other.Height) : default);
    }

    /// <summary>x ↦ 255 − x gives no image back; with values that are said, what is computed is what is said.</summary>
    [Fact]
    public void What_gives_no_image_back_is_refused()
    {
        var graph = new OnnxGraph();
        var image = graph.FloatInput("image", 1, 3, "height", "width");
        graph.Output("negative", graph.Node("", "Sub", [graph.Constant(Tensor.Of([255f], [])), image]), 1, 3, "h", "w");
        File.WriteAllBytes(_folder["negative.onnx"], graph.ToBytes());
        Assert.Contains("a plain image does not come out of it", Assert.Throws<BadInputException>(() => Restoration.FromFile(_folder["negative.onnx"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.onnx", "no such file")]
    [InlineData("missing.json", "no such file")]
    [InlineData("text.onnx", "is no ONNX file")]
    [InlineData("text.json", "not a layers model")]
    [InlineData("graph.json", "not a layers model of TensorFlow.js")]
    public void A_file_of_another_kind_is_refused_in_one_line(string file, string reason)
    {
        File.WriteAllText(_folder["text.onnx"], "this is text");
        File.WriteAllText(_folder["text.json"], "this is text");
        File.WriteAllText(_folder["graph.json"], """{ "format": "graph-model" }""");
        var message = Assert.Throws<BadInputException>(() => Restoration.FromFile(_folder[file])).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>A convolution that takes the left neighbour, one that halves and adds the half again, and an enlargement by 2, as ESRGAN's packages are written.</summary>
    [Fact]
    public void A_layers_model_computes_what_its_layers_say()
    {
        WriteLayers(_folder["model.json"]);
        var restoration = Restoration.FromFile(_folder["model.json"], (0, 255));
        Assert.Equal(2, restoration.Scale);
        var degraded = Noise(40, 30);
        var restored = restoration.Restore(degraded);
        for (var y = 0; y < 30; y++)
        {
            for (var x = 1; x < 40; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    Assert.Equal(degraded.Pixels[(((y * 40) + x - 1) * 3) + c], restored.Pixels[(((2 * y * 80) + (2 * x)) * 3) + c]);
                }
            }
        }
    }

    [Theory]
    [InlineData("\"Add\"", "\"Lambda\"", "layers of the kind Lambda, such as sum, are not known")]
    [InlineData("\"relu\"", "\"mish\"", "the activation of positive, mish, is not known")]
    [InlineData("[3,3,3,3]", "[3,3,3,300000]", "the weights end within shift/kernel")]
    [InlineData("[3,3,3,3]", "[3,3,3,3000000000]", "shift/kernel has an impossible shape")]
    [InlineData("\"shift/kernel\"", "\"other\"", "the weight shift/kernel is missing")]
    [InlineData("\"float32\"", "\"uint8\"", "is not of type float32")]
    [InlineData("weights.bin", "gone.bin", "gone.bin: no such file")]
    [InlineData("[[[\"half\",0,0", "[[[\"nothing\",0,0", "nothing is read before it is computed")]
    [InlineData("[[[\"half\",0,0", "[[[\"half\",1,0", "a layer is used more than once, or has several outputs")]
    [InlineData("[[[\"input\",0,0,{}]]]", "[[[\"input\",0,0,{}]],[[\"input\",0,0,{}]]]", "shift is used more than once")]
    [InlineData("[[\"larger\",0,0]]", "[[\"larger\",0,0],[\"sum\",0,0]]", "it has not one output")]
    [InlineData("\"size\":[2,2]", "\"size\":[200,200]", "'size' is not two numbers from 1 to 16")]
    [InlineData("\"size\":[2,2]", "\"size\":[2,4]", "layers of the kind UpSampling2D, such as larger, are not known")]
    [InlineData("\"same\"", "\"causal\"", "the padding of shift, CAUSAL, is not known")]
    [InlineData("[3,3,3,3]", "[3,3,1,3]", "the kernel of shift does not fit its input of 3 channels")]
    [InlineData("\"strides\"", "\"steps\"", "'strides' is missing")]
    [InlineData("[\"weights.bin\"]", "[\"weights.bin\",\"weights.bin\"]", "it lists the shard weights.bin twice")]
    public void A_damaged_layers_model_is_refused_in_one_line(string from, string to, string reason)
    {
        WriteLayers(_folder["model.json"]);
        var text = File.ReadAllText(_folder["model.json"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(_folder["model.json"], text.Replace(from, to, StringComparison.Ordinal));
        var message = Assert.Throws<BadInputException>(() => Restoration.FromFile(_folder["model.json"])).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>Fourteen layers that double the channels, or the size: a kilobyte that asks for gigabytes.</summary>
    [Theory]
    [InlineData("Concatenate", "\"axis\":-1")]
    [InlineData("UpSampling2D", "\"size\":[2,2],\"interpolation\":\"nearest\"")]
    public void A_layers_model_that_grows_without_bound_is_refused(string kind, string config)
    {
        static string Layer(string kind, string name, string config, string inputs) => $"{{\"class_name\":\"{kind}\",\"name\":\"{name}\",\"config\":{{{config}}},\"inbound_nodes\":[{inputs}]}}";
        string Node(int i) => $"[\"x{i}\",0,0,{{}}]";
        var layers = Enumerable.Range(1, 14).Select(i => Layer(kind, $"x{i}", config, $"[{Node(i - 1)}{(kind == "Concatenate" ? $",{Node(i - 1)}" : "")}]"));
        File.WriteAllText(
            _folder["model.json"],
            $"{{\"format\":\"layers-model\",\"weightsManifest\":[],\"modelTopology\":{{\"model_config\":{{\"config\":{{\"layers\":[{string.Join(',', layers.Prepend(Layer("InputLayer", "x0", "", "")))}],\"output_layers\":[[\"x14\",0,0]]}}}}}}}}");
        Assert.Contains("gives more than 4096 numbers for each pixel", Assert.Throws<BadInputException>(() => Restoration.FromFile(_folder["model.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dilated_convolution_keeps_the_size()
    {
        WriteLayers(_folder["model.json"]);
        var text = File.ReadAllText(_folder["model.json"]);
        File.WriteAllText(_folder["model.json"], text.Replace("\"dilation_rate\":[1,1]", "\"dilation_rate\":[2,3]", StringComparison.Ordinal));
        var degraded = Noise(40, 30);
        var restored = Restoration.FromFile(_folder["model.json"], (0, 255)).Restore(degraded);
        Assert.Equal(degraded.Pixels[((5 * 40) + 4) * 3], restored.Pixels[((10 * 80) + 14) * 3]); // three pixels from the left
    }

    /// <summary>Networks that behave otherwise on a whole tile than on the small one that they are tried with, or whose output is no image.</summary>
    [Theory]
    [InlineData("cropping", "makes 64×64 pixels of")]
    [InlineData("not a number", "gives NaN or an infinity for")]
    public void What_a_network_does_with_a_tile_is_checked(string what, string reason)
    {
        var graph = new OnnxGraph();
        var image = graph.FloatInput("image", 1, 3, "height", "width");
        var result = what == "cropping"
            ? graph.Node("", "Slice", [image, graph.Integers(0, 0), graph.Integers(64, 64), graph.Integers(2, 3)])
            : graph.Node("", "Sqrt", [graph.Node("", "Sub", [graph.Constant(Tensor.Of([240f], [])), image])]) is var root ? graph.Node("", "Sub", [graph.Constant(Tensor.Of([240f], [])), graph.Node("", "Mul", [root, root])]) : default;
        graph.Output("restored", result!, 1, 3, "h", "w");
        File.WriteAllBytes(_folder["odd.onnx"], graph.ToBytes());
        var restoration = Restoration.FromFile(_folder["odd.onnx"], (0, 255));
        var white = new Image(100, 100, [.. Enumerable.Repeat((byte)255, 30_000)]);
        var message = Assert.Throws<BadInputException>(() => restoration.Restore(white)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.StartsWith(_folder["odd.onnx"], message, StringComparison.Ordinal);
    }

    private static Image Noise(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        new Random(1).NextBytes(pixels);
        return new Image(width, height, pixels);
    }

    private static void WriteLayers(string file)
    {
        // [height, width, in, out]: each channel from its left neighbour.
        var kernel = new float[3 * 3 * 3 * 3];
        for (var c = 0; c < 3; c++)
        {
            kernel[(((1 * 3) + 0) * 9) + (c * 3) + c] = 1;
        }

        static JsonObject Layer(string kind, string name, JsonObject config, params string[] inputs) => new()
        {
            ["class_name"] = kind,
            ["name"] = name,
            ["config"] = config,
            ["inbound_nodes"] = inputs.Length == 0 ? new JsonArray() : new JsonArray(new JsonArray([.. inputs.Select(input => (JsonNode)new JsonArray(input, 0, 0, new JsonObject()))])),
        };
        var json = new JsonObject
        {
            ["format"] = "layers-model",
            ["modelTopology"] = new JsonObject
            {
                ["model_config"] = new JsonObject
                {
                    ["config"] = new JsonObject
                    {
                        ["layers"] = new JsonArray(
                            Layer("InputLayer", "input", []),
                            Layer("Conv2D", "shift", new() { ["activation"] = "linear", ["use_bias"] = false, ["padding"] = "same", ["strides"] = new JsonArray(1, 1), ["dilation_rate"] = new JsonArray(1, 1), ["data_format"] = "channels_last" }, "input"),
                            Layer("Activation", "positive", new() { ["activation"] = "relu" }, "shift"),
                            Layer("MultiplyBeta", "half", new() { ["beta"] = 0.5 }, "positive"),
                            Layer("Add", "sum", [], "half", "half"),
                            Layer("UpSampling2D", "larger", new() { ["size"] = new JsonArray(2, 2), ["interpolation"] = "nearest", ["data_format"] = "channels_last" }, "sum")),
                        ["output_layers"] = new JsonArray(new JsonArray("larger", 0, 0)),
                    },
                },
            },
            ["weightsManifest"] = new JsonArray(new JsonObject
            {
                ["paths"] = new JsonArray("weights.bin"),
                ["weights"] = new JsonArray(new JsonObject { ["name"] = "shift/kernel", ["shape"] = new JsonArray(3, 3, 3, 3), ["dtype"] = "float32" }),
            }),
        };
        File.WriteAllText(file, json.ToJsonString());
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(file)!, "weights.bin"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(kernel).ToArray());
    }
}

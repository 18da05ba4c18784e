using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Restorations.Learned;

/// <summary>A layers model of TensorFlow.js (model.json and its shards of weights) as an ONNX graph: images [1, 3, height, width] → images [1, 3, height', width'].</summary>
/// <remarks>It knows the layers of convolutional restorers: Conv2D, Activation, Concatenate, Add, UpSampling2D, and the two that ESRGAN's packages define themselves, MultiplyBeta and PixelShuffle.</remarks>
internal sealed class LayersModel
{
    private const int LargestTopology = 1 << 24;
    private const int MostLayers = 10_000;
    private const int LargestScale = 16;
    private const int MostPerPixel = 4096; // numbers that a layer gives for each pixel of the input

    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<string, Map> _maps = [];
    private readonly Dictionary<string, Tensor> _weights;

    private LayersModel(Dictionary<string, Tensor> weights) => _weights = weights;

    /// <summary>The bytes of an ONNX file.</summary>
    /// <param name="file">The path of model.json.</param>
    /// <exception cref="BadInputException">It is no layers model, lacks weights, or has layers of another kind.</exception>
    public static byte[] ToOnnx(string file)
    {
        var text = RegularFile.ReadAllBytes(file, LargestTopology);
        try
        {
            var json = CompleteJson.Parse(Encoding.UTF8.GetString(text));
            if ((string?)json["format"] != "layers-model" || json["modelTopology"]?["model_config"]?["config"] is not JsonObject topology)
            {
                throw new FormatException("it lacks \"format\": \"layers-model\", or a model_config");
            }

            return new LayersModel(LayersWeights.Read(file, Need(json, "weightsManifest").AsArray())).Build(topology);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException or OverflowException)
        {
            throw new BadInputException(file, $"not a layers model of TensorFlow.js: {(e is NullReferenceException ? "a value is null" : e.Message)}", e);
        }
    }

    /// <summary>A property that an object must have.</summary>
    /// <exception cref="FormatException">It has not.</exception>
    internal static JsonNode Need(JsonNode? json, string property) => (json as JsonObject)?[property] ?? throw new FormatException($"'{property}' is missing");

    private byte[] Build(JsonObject topology)
    {
        var layers = Need(topology, "layers").AsArray();
        if (layers.Count > MostLayers)
        {
            throw new FormatException($"it has more than {MostLayers} layers");
        }

        foreach (var layer in layers)
        {
            var (kind, name, config) = ((string)Need(layer, "class_name")!, (string)Need(layer, "name")!, Need(layer, "config").AsObject());
            Map[] inputs = Need(layer, "inbound_nodes").AsArray() switch
            {
                [] => [],
                [JsonArray only] => [.. only.Select(Source)],
                _ => throw new FormatException($"{name} is used more than once"),
            };
            var map = Layer(kind, name, config, inputs);
            if (map.Scale > LargestScale || map.Channels * map.Scale * map.Scale > MostPerPixel)
            {
                throw new FormatException($"{name} gives more than {MostPerPixel} numbers for each pixel, or enlarges more than {LargestScale} times");
            }

            if (!_maps.TryAdd(name, map))
            {
                throw new FormatException($"two layers are called {name}");
            }
        }

        var output = Need(topology, "output_layers").AsArray() is [var one] ? Source(one) : throw new FormatException("it has not one output");
        _graph.Output("restored", output.Value, 1, 3, "rows", "columns");
        return _graph.ToBytes();
    }

    /// <summary>What a reference to a layer, [name, node, tensor], reads.</summary>
    private Map Source(JsonNode? reference) => reference is JsonArray and [var name, var node, var tensor, ..] && (int)node! == 0 && (int)tensor! == 0
        ? _maps.GetValueOrDefault((string)name!) ?? throw new FormatException($"{name} is read before it is computed")
        : throw new FormatException("a layer is used more than once, or has several outputs");

    private Map Layer(string kind, string name, JsonObject config, Map[] inputs)
    {
        if (kind == "InputLayer")
        {
            return config["batch_input_shape"] is not { } shape || (shape is JsonArray and [_, _, _, JsonValue channels] && (int)channels == 3)
                ? new(_graph.FloatInput("degraded", 1, 3, "height", "width"), 3, 1)
                : throw new FormatException($"{name} takes no images of three channels");
        }

        if (inputs.Length == 0 || (config["data_format"] is { } format && (string)format! != "channels_last"))
        {
            throw new FormatException($"{name} has no input, or channels that come first");
        }

        var (values, first) = (inputs.Select(input => input.Value).ToArray(), inputs[0]);
        return kind switch
        {
            "Conv2D" => Convolution(name, config, first) is var map ? map with { Value = Activated(name, config, map.Value) } : map,
            "Activation" => first with { Value = Activated(name, config, first.Value) },
            "Concatenate" when (int)Need(config, "axis") is 3 or -1 => first with { Value = _graph.Node(name, "Concat", values, OnnxNet.Integer("axis", 1)), Channels = inputs.Sum(input => input.Channels) },
            "Add" when inputs.All(input => input.Channels == first.Channels) => first with { Value = values.Aggregate((sum, next) => _graph.Node(name, "Add", [sum, next])) },
            "MultiplyBeta" => first with { Value = _graph.Node(name, "Mul", [first.Value, _graph.Constant(Tensor.Of([(float)Need(config, "beta")], []))]) },
            "UpSampling2D" when (string?)config["interpolation"] == "nearest" && Pair(config, "size") is [var rows, var columns] && rows == columns => Enlarged(name, (int)rows, first),
            _ when kind.StartsWith("PixelShuffle", StringComparison.Ordinal) => Shuffled(name, (int)Need(config, "scale"), first),
            _ => throw new FormatException($"layers of the kind {kind}, such as {name}, are not known"),
        };
    }

    private Map Convolution(string name, JsonObject config, Map x)
    {
        var (kernel, groups) = (Weight($"{name}/kernel"), (int?)config["groups"] ?? 1);
        if (kernel.Shape is not [> 0 and var height, > 0 and var width, > 0 and var from, > 0 and var to] || groups < 1 || to % groups != 0 || from != x.Channels / groups || x.Channels % groups != 0)
        {
            throw new FormatException($"the kernel of {name} does not fit its input of {x.Channels} channels");
        }

        var (strides, dilations, isPadded) = (Pair(config, "strides"), Pair(config, "dilation_rate"), IsPadded(name, config));
        if (strides[0] != strides[1] || (strides[0] > 1 && dilations is not [1, 1]))
        {
            throw new FormatException($"the strides of {name} are of a kind that is not known");
        }

        // [height, width, in, out] → [out, in, height, width]
        var (values, laidOut) = (kernel.ToFloats(), new float[kernel.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            var (o, c, position) = (i % to, i / to % from, i / to / from);
            laidOut[(((o * from) + c) * height * width) + position] = values[i];
        }

        OnnxValue[] bias = (bool)Need(config, "use_bias") ? [_graph.Constant(Weight($"{name}/bias"))] : [];
        var (down, across) = isPadded ? (dilations[0] * (height - 1), dilations[1] * (width - 1)) : default;
        var padding = strides[0] == 1 ? OnnxNet.Integers("pads", down / 2, across / 2, down - (down / 2), across - (across / 2))
            : OnnxNet.Text("auto_pad", isPadded ? "SAME_UPPER" : "VALID"); // how much depends on the image
        var convolved = _graph.Node(
            name, "Conv", [x.Value, _graph.Constant(Tensor.Of(laidOut, to, from, height, width)), .. bias],
            OnnxNet.Integers("kernel_shape", height, width), OnnxNet.Integers("strides", strides), OnnxNet.Integers("dilations", dilations), OnnxNet.Integer("group", groups), padding);
        return new(convolved, to, x.Scale / strides[0]);
    }

    private Tensor Weight(string name) => _weights.GetValueOrDefault(name) ?? throw new FormatException($"the weight {name} is missing");

    private OnnxValue Activated(string name, JsonObject config, OnnxValue x) => (string?)Need(config, "activation") switch
    {
        "linear" => x,
        "relu" => _graph.Node(name, "Relu", [x]),
        "sigmoid" => _graph.Node(name, "Sigmoid", [x]),
        "tanh" => _graph.Node(name, "Tanh", [x]),
        var other => throw new FormatException($"the activation of {name}, {other}, is not known"),
    };

    private Map Enlarged(string name, int factor, Map x) => new(
        _graph.Node(
            name, "Resize", [x.Value, new(""), _graph.Constant(Tensor.Of([1, 1, factor, factor], 4))],
            OnnxNet.Text("mode", "nearest"), OnnxNet.Text("coordinate_transformation_mode", "asymmetric"), OnnxNet.Text("nearest_mode", "floor")),
        x.Channels,
        x.Scale * factor);

    private Map Shuffled(string name, int factor, Map x) => factor is >= 1 and <= LargestScale && x.Channels % (factor * factor) == 0
        ? new(_graph.Node(name, "DepthToSpace", [x.Value], OnnxNet.Integer("blocksize", factor), OnnxNet.Text("mode", "DCR")), x.Channels / factor / factor, x.Scale * factor)
        : throw new FormatException($"{name} cannot make larger images of {x.Channels} channels");

    private static bool IsPadded(string name, JsonObject config) => ((string)Need(config, "padding")!).ToUpperInvariant() switch
    {
        "SAME" => true,
        "VALID" => false,
        var other => throw new FormatException($"the padding of {name}, {other}, is not known"),
    };

    /// <summary>A number for rows and one for columns.</summary>
    private static long[] Pair(JsonObject config, string property) => Need(config, property).AsArray() is [JsonValue rows, JsonValue columns] && (long)rows is >= 1 and <= LargestScale && (long)columns is >= 1 and <= LargestScale
        ? [(long)rows, (long)columns]
        : throw new FormatException($"'{property}' is not two numbers from 1 to {LargestScale}");

    /// <summary>What a layer gives.</summary>
    /// <param name="Value">It.</param>
    /// <param name="Channels">Its channels.</param>
    /// <param name="Scale">How many times as wide and high as the network's input it is.</param>
    private sealed record Map(OnnxValue Value, int Channels, double Scale);
}

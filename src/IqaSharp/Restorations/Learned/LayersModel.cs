using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Restorations.Learned;

/// <summary>A layers model of TensorFlow.js (model.json and its shards of weights) as an ONNX graph: images [1, 3, height, width] → images [1, 3, height', width'].</summary>
/// <remarks>It knows the layers of convolutional restorers: Conv2D, Activation, Concatenate, Add, UpSampling2D, and the two that ESRGAN's packages define themselves, MultiplyBeta and PixelShuffle.</remarks>
internal sealed class LayersModel
{
    private const int LargestFile = 1 << 28;

    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<string, OnnxValue> _outputs = [];
    private readonly Dictionary<string, Tensor> _weights;
    private readonly string _file;

    private LayersModel(string file, Dictionary<string, Tensor> weights) => (_file, _weights) = (file, weights);

    /// <summary>The bytes of an ONNX file.</summary>
    /// <param name="file">The path of model.json.</param>
    /// <exception cref="BadInputException">It is no layers model, lacks weights, or has layers of another kind.</exception>
    public static byte[] ToOnnx(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                throw new BadInputException(file, "not a layers model: it is too large");
            }

            var json = CompleteJson.Parse(File.ReadAllText(file));
            if ((string?)json["format"] != "layers-model" || json["modelTopology"]?["model_config"]?["config"] is not JsonObject topology)
            {
                throw new BadInputException(file, "not a layers model of TensorFlow.js (\"format\": \"layers-model\" with a model_config)");
            }

            return new LayersModel(file, Weights(file, json)).Build(topology);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException or NullReferenceException or OverflowException)
        {
            throw new BadInputException(file, $"not a layers model: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, $"cannot be read: {e.Message}", e);
        }
    }

    private static Dictionary<string, Tensor> Weights(string file, JsonObject json)
    {
        var weights = new Dictionary<string, Tensor>();
        foreach (var group in json["weightsManifest"]!.AsArray())
        {
            var bytes = new MemoryStream();
            foreach (var shard in group!["paths"]!.AsArray().Select(path => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName((string)path!))))
            {
                if (bytes.Length + new FileInfo(shard).Length > LargestFile)
                {
                    throw new BadInputException(file, $"its weights are more than {LargestFile >> 20} MB");
                }

                bytes.Write(File.ReadAllBytes(shard));
            }

            var (all, at) = (bytes.ToArray().AsMemory(), 0);
            foreach (var weight in group["weights"]!.AsArray())
            {
                var (name, shape) = ((string)weight!["name"]!, weight["shape"]!.AsArray().Select(side => (long)side!).ToArray());
                if ((string?)weight["dtype"] != "float32" || weight["quantization"] is not null)
                {
                    throw new FormatException($"{name} is not of type float32");
                }

                var length = TensorShape.Bytes(shape, TensorType.F32) ?? throw new FormatException($"{name} has an impossible shape");
                if (length > all.Length - at)
                {
                    throw new FormatException($"the weights end within {name}");
                }

                weights.Add(name, new Tensor(TensorType.F32, Array.ConvertAll(shape, side => (int)side), all.Slice(at, length)));
                at += length;
            }
        }

        return weights;
    }

    private byte[] Build(JsonObject topology)
    {
        foreach (var layer in topology["layers"]!.AsArray())
        {
            var (kind, name, config) = ((string)layer!["class_name"]!, (string)layer["name"]!, layer["config"]!.AsObject());
            var inputs = layer["inbound_nodes"]!.AsArray() is [JsonArray first, ..] ? first.Select(node => _outputs[(string)node![0]!]).ToArray() : [];
            _outputs.Add(name, Layer(kind, name, config, inputs));
        }

        var output = (string)topology["output_layers"]![0]![0]!;
        _graph.Output("restored", _outputs[output], 1, 3, "rows", "columns");
        return _graph.ToBytes();
    }

    private OnnxValue Layer(string kind, string name, JsonObject config, OnnxValue[] inputs)
    {
        if (kind == "InputLayer")
        {
            return _graph.FloatInput("degraded", 1, 3, "height", "width");
        }

        if (inputs.Length == 0 || (config["data_format"] is { } format && (string)format! != "channels_last"))
        {
            throw new FormatException($"{name} has no input, or channels that come first");
        }

        return kind switch
        {
            "Conv2D" => Activated(name, (string)config["activation"]!, Convolution(name, config, inputs[0])),
            "Activation" => Activated(name, (string)config["activation"]!, inputs[0]),
            "Concatenate" when (int)config["axis"]! is 3 or -1 => _graph.Node(name, "Concat", inputs, OnnxNet.Integer("axis", 1)),
            "Add" => inputs.Aggregate((sum, next) => _graph.Node(name, "Add", [sum, next])),
            "MultiplyBeta" => _graph.Node(name, "Mul", [inputs[0], _graph.Constant(Tensor.Of([(float)config["beta"]!], []))]),
            "UpSampling2D" when (string?)config["interpolation"] == "nearest" => Enlarged(name, config["size"]!.AsArray(), inputs[0]),
            _ when kind.StartsWith("PixelShuffle", StringComparison.Ordinal) => _graph.Node(name, "DepthToSpace", [inputs[0]], OnnxNet.Integer("blocksize", (int)config["scale"]!), OnnxNet.Text("mode", "DCR")),
            _ => throw new FormatException($"layers of the kind {kind}, such as {name}, are not known"),
        };
    }

    private OnnxValue Convolution(string name, JsonObject config, OnnxValue x)
    {
        long[] Pair(string key) => [.. config[key]!.AsArray().Select(value => (long)value!)];
        var kernel = _weights[$"{name}/kernel"];
        if (kernel.Shape is not [var height, var width, var from, var to])
        {
            throw new FormatException($"the kernel of {name} has not four dimensions");
        }

        // [height, width, in, out] → [out, in, height, width]
        var (values, laidOut) = (kernel.ToFloats(), new float[kernel.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            var (o, c, position) = (i % to, i / to % from, i / to / from);
            laidOut[(((o * from) + c) * height * width) + position] = values[i];
        }

        OnnxValue[] bias = (bool)config["use_bias"]! ? [_graph.Constant(_weights[$"{name}/bias"])] : [];
        return _graph.Node(
            name, "Conv", [x, _graph.Constant(Tensor.Of(laidOut, to, from, height, width)), .. bias],
            OnnxNet.Integers("kernel_shape", height, width),
            OnnxNet.Integers("strides", Pair("strides")),
            OnnxNet.Integers("dilations", Pair("dilation_rate")),
            OnnxNet.Integer("group", (long?)config["groups"] ?? 1),
            OnnxNet.Text("auto_pad", (string?)config["padding"] == "same" ? "SAME_UPPER" : "VALID"));
    }

    private OnnxValue Activated(string name, string activation, OnnxValue x) => activation switch
    {
        "linear" => x,
        "relu" => _graph.Node(name, "Relu", [x]),
        "sigmoid" => _graph.Node(name, "Sigmoid", [x]),
        "tanh" => _graph.Node(name, "Tanh", [x]),
        _ => throw new FormatException($"the activation of {name}, {activation}, is not known"),
    };

    private OnnxValue Enlarged(string name, JsonArray size, OnnxValue x) => _graph.Node(
        name, "Resize", [x, new(""), _graph.Constant(Tensor.Of([1, 1, (float)size[0]!, (float)size[1]!], 4))],
        OnnxNet.Text("mode", "nearest"), OnnxNet.Text("coordinate_transformation_mode", "asymmetric"), OnnxNet.Text("nearest_mode", "floor"));
}

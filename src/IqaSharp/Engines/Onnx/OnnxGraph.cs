using System.Runtime.InteropServices;
using Google.Protobuf;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using Onnx;

namespace IqaSharp.Engines.Onnx;

/// <summary>An ONNX graph under construction.</summary>
internal sealed class OnnxGraph
{
    private const int Opset = 20; // the first with Gelu
    private const int IrVersion = 9;
    private const string Fused = "com.microsoft";

    private readonly GraphProto _graph = new() { Name = "iqa" };
    private readonly HashSet<string> _initializers = [];
    private readonly HashSet<string> _named = [];
    private readonly Dictionary<string, int> _last = [];
    private readonly Dictionary<(string Parameter, string Layout), string> _layouts = [];
    private readonly Dictionary<string, string> _floats = [];
    private readonly Dictionary<string, PixelInput> _pixels = [];
    private readonly List<(string Name, OnnxValue Value)> _names = [];
    private bool _usesFused;

    /// <summary>A float32 input. A dimension is a length or the name of one that varies.</summary>
    public OnnxValue FloatInput(string name, params object[] shape) => Input(name, TensorProto.Types.DataType.Float, shape);

    /// <summary>An input of images as a stem's windows of bytes, [batch, rows, columns, 32]: <see cref="Stem"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="batch">The images: a length, or the name of one that varies.</param>
    /// <param name="outside">The byte that a pixel outside the image has.</param>
    /// <param name="levels">What each byte is as a float.</param>
    public OnnxValue WindowInput(string name, object batch, byte outside, PixelLookup levels)
    {
        _pixels.Add(name, new PixelInput(batch, outside, levels));
        return Input(name, TensorProto.Types.DataType.Uint8, [batch, $"{name}_rows", $"{name}_columns", Stem.WindowChannels]);
    }

    /// <summary>The inputs that are windows of bytes.</summary>
    public IReadOnlyDictionary<string, PixelInput> Pixels => _pixels;

    /// <summary>An int64 input.</summary>
    public OnnxValue IntegerInput(string name, params object[] shape) => Input(name, TensorProto.Types.DataType.Int64, shape);

    /// <summary>Makes a value a float32 output of this name.</summary>
    public void Output(string name, OnnxValue value, params object[] shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = name, Input = { NameOf(value) }, Output = { name } });
        _graph.Output.Add(Describe(name, TensorProto.Types.DataType.Float, shape));
    }

    /// <summary>Makes the value that <see cref="Networks.INet{T}.Named"/> gave this name an output too.</summary>
    public void OutputNamed(string name) => Output(name, _names.Single(n => n.Name == name).Value);

    /// <summary>Remembers a value by name.</summary>
    public void Name(string name, OnnxValue value) => _names.Add((name, value));

    /// <summary>A node with one output.</summary>
    public OnnxValue Node(string scope, string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var name = Unique(scope + op);
        var node = new NodeProto { OpType = op, Name = name, Output = { name } };
        foreach (var input in inputs)
        {
            node.Input.Add(NameOf(input));
        }

        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        _graph.Node.Add(node);
        return new OnnxValue(name);
    }

    /// <summary>A node of an operator that only ONNX Runtime has.</summary>
    public OnnxValue FusedNode(string scope, string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        _usesFused = true;
        var value = Node(scope, op, inputs, attributes);
        _graph.Node[^1].Domain = Fused;
        return value;
    }

    /// <summary>A float32 tensor that the graph contains; of the same name only the first.</summary>
    public OnnxValue Initializer(string name, Tensor tensor)
    {
        if (_initializers.Add(name))
        {
            // Wrapped, not copied: a large checkpoint's numbers are copied once, from the file into the written graph.
            var bytes = tensor.Type == TensorType.F32 ? tensor.Bytes : MemoryMarshal.AsBytes(tensor.ToFloats().AsSpan()).ToArray();
            AddInitializer(name, TensorProto.Types.DataType.Float, tensor.Shape.Select(side => (long)side), UnsafeByteOperations.UnsafeWrap(bytes));
        }

        return new OnnxValue(name);
    }

    /// <summary>A constant, with a name of its own.</summary>
    public OnnxValue Constant(Tensor tensor) => Initializer(Unique("constant"), tensor);

    /// <summary>A constant of bytes (uint8), signed bytes (int8) or 32-bit integers.</summary>
    public OnnxValue Constant<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var type = default(T) switch
        {
            byte => TensorProto.Types.DataType.Uint8,
            sbyte => TensorProto.Types.DataType.Int8,
            _ => TensorProto.Types.DataType.Int32,
        };
        var name = Unique("constant");
        AddInitializer(name, type, [.. shape], ByteString.CopyFrom(MemoryMarshal.AsBytes(values)));
        return new OnnxValue(name);
    }

    /// <summary>The operators that read a value of the graph; <c>""</c> for an output.</summary>
    public IEnumerable<(string Op, string Output)> Readers(string name) =>
        _graph.Node.Where(node => node.Input.Contains(name)).Select(node => (node.OpType, node.Output[0]));

    /// <summary>An integer, without dimensions.</summary>
    public OnnxValue Integer(long value)
    {
        var name = $"integer_{value}";
        if (_initializers.Add(name))
        {
            AddInitializer(name, TensorProto.Types.DataType.Int64, [], ByteString.CopyFrom(BitConverter.GetBytes(value)));
        }

        return new OnnxValue(name);
    }

    /// <summary>A vector of integers: shapes, axes.</summary>
    public OnnxValue Integers(params long[] values)
    {
        var name = $"integers_{string.Join('_', values)}";
        if (_initializers.Add(name))
        {
            AddInitializer(name, TensorProto.Types.DataType.Int64, [values.Length], ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())));
        }

        return new OnnxValue(name);
    }

    /// <summary>The graph as the bytes of an ONNX file.</summary>
    /// <param name="metadata">The file's metadata.</param>
    public byte[] ToBytes(params ReadOnlySpan<(string Key, string Value)> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "IqaSharp",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        };
        if (_usesFused)
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = Fused, Version = 1 });
        }

        foreach (var (key, value) in metadata)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model.ToByteArray();
    }

    /// <summary>The name of a value in the graph; a parameter's first layout has the parameter's own, every other one a number behind it.</summary>
    private string NameOf(OnnxValue value)
    {
        if (value.Bytes is { } bytes)
        {
            return Floats(bytes);
        }

        if (value.Parameter is not { } numbers)
        {
            return value.Name;
        }

        var layout = (value.Name, $"{value.Layout}{string.Join('x', numbers.Shape)}");
        if (!_layouts.TryGetValue(layout, out var name))
        {
            _layouts.Add(layout, name = Initializer(Unique(value.Name), numbers).Name);
        }

        return name;
    }

    /// <summary>A map of bytes as floats, with channels outermost; written when something first reads it so. Pixels become an input of their own.</summary>
    private string Floats(ByteMap map)
    {
        if (!_floats.TryGetValue(map.Name, out var name))
        {
            if (_pixels.TryGetValue(map.Name, out var pixels))
            {
                name = $"{map.Name} in floats";
                _pixels[map.Name] = pixels with { Floats = name };
                _floats.Add(map.Name, name);
                return FloatInput(name, pixels.Batch, 3, $"{map.Name}_height", $"{map.Name}_width").Name;
            }

            var floats = Node("", "DequantizeLinear", [new(map.Name), Constant(Tensor.Of([map.Scale], [])), Constant<byte>([map.Zero])]);
            var order = new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 0, 3, 1, 2 } };
            _floats.Add(map.Name, name = Node("", "Transpose", [floats], order).Name);
        }

        return name;
    }

    private OnnxValue Input(string name, TensorProto.Types.DataType type, object[] shape)
    {
        _graph.Input.Add(Describe(name, type, shape));
        return new OnnxValue(name);
    }

    private void AddInitializer(string name, TensorProto.Types.DataType type, IEnumerable<long> shape, ByteString bytes)
    {
        var proto = new TensorProto { Name = name, DataType = (int)type, RawData = bytes };
        proto.Dims.AddRange(shape);
        _graph.Initializer.Add(proto);
    }

    private string Unique(string name)
    {
        for (var i = _last.GetValueOrDefault(name) + 1; ; i++)
        {
            var candidate = i == 1 ? name : $"{name}_{i}";
            if (_named.Add(candidate))
            {
                _last[name] = i;
                return candidate;
            }
        }
    }

    private static ValueInfoProto Describe(string name, TensorProto.Types.DataType type, object[] shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type };
        if (shape.Length > 0)
        {
            tensor.Shape = new TensorShapeProto();
            foreach (var side in shape)
            {
                tensor.Shape.Dim.Add(side is string varying
                    ? new TensorShapeProto.Types.Dimension { DimParam = varying }
                    : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(side) });
            }
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}

using System.Security.Cryptography;
using Google.Protobuf;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace IqaSharp.Restorations.Learned;

/// <summary>A restoration network of a file: an ONNX graph from one image to one image, [1, 3, height, width] or [1, height, width, 3] float32,
/// or a layers model of TensorFlow.js. How much larger the result is, is found by trying.</summary>
internal sealed class RestorationNetwork
{
    private const int Margin = 16; // pixels of the input that a tile sees beyond its own
    private const int Step = 64; // networks that halve their maps a few times want such sides
    private const int LargestTile = 256;
    private const int LargestScale = 16;
    private const float MostOff = 24; // levels of 255 by which a plain image may come out different

    private const long LargestFile = 1L << 31;

    private readonly string _file;
    private readonly ICompiledGraph _graph;
    private readonly Port _input;
    private readonly Port _output;
    private readonly Levels _levels;

    /// <param name="file">Its path: .onnx, or the model.json of a layers model.</param>
    /// <param name="values">What stands for black and for white; null to try 0 to 1, 0 to 255 and −1 to 1, and take what gives a plain image back best.</param>
    /// <exception cref="BadInputException">It cannot be read, or is no network that restores images.</exception>
    public RestorationNetwork(string file, (double Black, double White)? values)
    {
        var onnx = Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase) ? LayersModel.ToOnnx(file) : RegularFile.ReadAllBytes(file, LargestFile);
        _file = file;
        (_input, _output) = Ports(file, onnx);
        _graph = new OnnxEngine().Open(onnx);
        (double Black, double White)[] ranges = values is { } known ? [known] : [(0, 1), (0, 255), (-1, 1)];
        (_levels, Scale, var off) = ranges.Select(range => Try(new Levels((float)range.Black, (float)(range.White - range.Black) / 255))).MinBy(tried => tried.Off);
        if (!(off <= MostOff))
        {
            throw new BadInputException(file, "is no network that restores images: a plain image does not come out of it, as large or some times larger");
        }

        Digest = $"{Convert.ToHexStringLower(SHA256.HashData(onnx))} {_levels}";
    }

    /// <summary>Tells it from other networks.</summary>
    public string Digest { get; }

    /// <summary>How many times as wide and high its results are.</summary>
    public int Scale { get; }

    /// <summary>The whole image restored, in tiles.</summary>
    public Image Restore(Image image)
    {
        var (tileWidth, tileHeight) = (Tile(image.Width, _input.Width), Tile(image.Height, _input.Height));
        var (stepX, stepY) = (tileWidth - (2 * Margin), tileHeight - (2 * Margin));
        var (width, height) = (image.Width * Scale, image.Height * Scale);
        var rgb = new byte[checked(width * height * 3)];
        for (var top = 0; top < image.Height; top += stepY)
        {
            for (var left = 0; left < image.Width; left += stepX)
            {
                var (values, rows, columns) = Run(image, left - Margin, top - Margin, tileWidth, tileHeight, _levels);
                if (rows != tileHeight * Scale || columns != tileWidth * Scale)
                {
                    throw new BadInputException(_file, $"makes {columns}×{rows} pixels of {tileWidth}×{tileHeight}, and {Scale} times as many of a smaller image");
                }

                if (values.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                {
                    throw new BadInputException(_file, $"gives NaN or an infinity for {image.Name}");
                }

                for (var y = 0; y < Math.Min(stepY, image.Height - top) * Scale; y++)
                {
                    var row = rgb.AsSpan(((((top * Scale) + y) * width) + (left * Scale)) * 3, Math.Min(stepX, image.Width - left) * Scale * 3);
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] = _levels.ToByte(values[_output.Index(i % 3, (Margin * Scale) + y, (Margin * Scale) + (i / 3), tileWidth * Scale, tileHeight * Scale)]);
                    }
                }
            }
        }

        return new Image(width, height, rgb);
    }

    /// <summary>What a plain ramp becomes where its values have these levels: the scale, and how far it is off.</summary>
    private (Levels Levels, int Scale, float Off) Try(Levels levels)
    {
        var (width, height) = (_input.Width ?? Step, _input.Height ?? Step);
        var ramp = new Image(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(32 + (192 * (i / 3 % width) / width)))]);
        var (values, rows, columns) = Run(ramp, 0, 0, width, height, levels);
        var scale = columns / width;
        if (scale is < 1 or > LargestScale || columns != width * scale || rows != height * scale || values.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            return (levels, 0, float.PositiveInfinity);
        }

        var off = Enumerable.Range(columns / 8, 3 * columns / 4).Average(x => Math.Abs(((values[_output.Index(1, rows / 2, x, columns, rows)] - levels.Black) / levels.Step) - ramp.Pixels[x / scale * 3]));
        return (levels, scale, off);
    }

    /// <summary>A window of the image, mirrored beyond its borders, restored: the values, rows and columns; none of either for what is no image.</summary>
    /// <exception cref="BadInputException">ONNX Runtime cannot run it.</exception>
    private (float[] Values, int Rows, int Columns) Run(Image image, int left, int top, int width, int height, Levels levels)
    {
        var values = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var row = image.Pixels.Slice(SymmetricBorder.Index(top + y, image.Height) * image.Width * 3, image.Width * 3);
            for (var x = 0; x < width; x++)
            {
                var from = SymmetricBorder.Index(left + x, image.Width) * 3;
                for (var c = 0; c < 3; c++)
                {
                    values[_input.Index(c, y, x, width, height)] = (row[from + c] * levels.Step) + levels.Black;
                }
            }
        }

        long[] shape = _input.ChannelsLast ? [1, height, width, 3] : [1, 3, height, width];
        try
        {
            using var outputs = _graph.Run([new GraphValue(_input.Name, values, shape)], [_output.Name]);
            var restored = outputs[0];
            return (_output.ChannelsLast, restored.Shape.ToArray()) switch
            {
                (true, [1, var rows, var columns, 3]) => (restored.Floats.ToArray(), (int)rows, (int)columns),
                (false, [1, 3, var rows, var columns]) => (restored.Floats.ToArray(), (int)rows, (int)columns),
                _ => ([], 0, 0),
            };
        }
        catch (OnnxRuntimeException e)
        {
            throw new BadInputException(_file, $"ONNX Runtime cannot run it: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static int Tile(int side, int? required) => required ?? Math.Min(LargestTile, (side + (2 * Margin) + Step - 1) / Step * Step);

    private static (Port Input, Port Output) Ports(string file, byte[] onnx)
    {
        GraphProto graph;
        try
        {
            graph = ModelProto.Parser.ParseFrom(onnx).Graph ?? new GraphProto();
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new BadInputException(file, "is no ONNX file", e);
        }

        var constants = graph.Initializer.Select(constant => constant.Name).ToHashSet();
        var inputs = graph.Input.Where(input => !constants.Contains(input.Name)).Select(Port.Of).ToList();
        return inputs is [{ } input] && graph.Output is [var output]
            ? (input, Port.Of(output) ?? input with { Name = output.Name }) // many graphs do not say the shape of what they give
            : throw new BadInputException(file, "has not one image as input and one as output, [1, 3, height, width] or [1, height, width, 3] in float32");
    }

    /// <summary>The values that stand for black and for one of 255 steps.</summary>
    private sealed record Levels(float Black, float Step)
    {
        public byte ToByte(float value) => (byte)Math.Clamp(MathF.Round((value - Black) / Step), 0, 255);
    }

    /// <summary>An input or output that is an image.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="ChannelsLast">Whether it is [1, height, width, 3].</param>
    /// <param name="Width">Null where it varies.</param>
    /// <param name="Height">Null where it varies.</param>
    private sealed record Port(string Name, bool ChannelsLast, int? Width, int? Height)
    {
        private const int SmallestSide = 64;
        private const int LargestSide = 4096;

        /// <summary>Null for a value that is no image.</summary>
        public static Port? Of(ValueInfoProto value)
        {
            if (value.Type?.TensorType is not { ElemType: (int)TensorProto.Types.DataType.Float, Shape.Dim: { Count: 4 } sides })
            {
                return null;
            }

            Port? Laid(bool channelsLast, long height, long width) =>
                new[] { height, width }.All(side => side is 0 or (>= SmallestSide and <= LargestSide)) ? new(value.Name, channelsLast, width > 0 ? (int)width : null, height > 0 ? (int)height : null) : null;
            return sides[1].DimValue == 3 ? Laid(false, sides[2].DimValue, sides[3].DimValue) : sides[3].DimValue == 3 ? Laid(true, sides[1].DimValue, sides[2].DimValue) : null;
        }

        public int Index(int channel, int y, int x, int width, int height) => ChannelsLast ? (((y * width) + x) * 3) + channel : (((channel * height) + y) * width) + x;
    }
}

using IqaSharp.Networks;
using Onnx;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A first convolution of 3×3 pixels at every second one, computed as one of 2×2 cells of 2×2 pixels: three channels are too few
/// for the instructions that multiply four bytes at once.</summary>
internal static class Stem
{
    /// <summary>Channels of a cell: row, column, colour.</summary>
    public const int CellChannels = 2 * 2 * Colours;

    private const int Colours = 3;
    private const int Kernel = 3;
    private const int Cells = 2;

    /// <summary>The convolution's attributes.</summary>
    public static AttributeProto[] Window =>
        [OnnxNet.Integers("kernel_shape", Cells, Cells), OnnxNet.Integers("strides", 1, 1), OnnxNet.Integers("pads", 0, 0, 1, 1), OnnxNet.Integer("group", 1)];

    /// <summary>Whether a convolution is such a one.</summary>
    public static bool Fits(Convolution c) => c is { Inputs: Colours, Kernel: Kernel, Stride: 2, Groups: 1 } && c.Padding.IsSame;

    /// <summary>The same weights for cells: [out, 3, 3, 3] → [out, 12, 2, 2].</summary>
    public static ByteWeight OfCells(ByteWeight weight)
    {
        var outputs = weight.Shape[0];
        var values = new sbyte[outputs * CellChannels * Cells * Cells];
        for (var o = 0; o < outputs; o++)
        {
            for (var colour = 0; colour < Colours; colour++)
            {
                for (var y = 0; y < Kernel; y++)
                {
                    for (var x = 0; x < Kernel; x++)
                    {
                        var channel = (((y % 2) * 2) + (x % 2)) * Colours + colour;
                        values[(((((o * CellChannels) + channel) * Cells) + (y / 2)) * Cells) + (x / 2)] = weight.Values[(((((o * Colours) + colour) * Kernel) + y) * Kernel) + x];
                    }
                }
            }
        }

        return weight with { Values = values, Shape = [outputs, CellChannels, Cells, Cells] };
    }
}

using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>Sixteen interleaved pixels, split into channels.</summary>
internal readonly ref struct Rgb16
{
    public const int Count = 16;

    private readonly Vector128<byte> _first;
    private readonly Vector128<byte> _second;
    private readonly Vector128<byte> _third;

    /// <param name="pixels">48 bytes or more.</param>
    public Rgb16(ReadOnlySpan<byte> pixels)
    {
        _first = Vector128.Create(pixels);
        _second = Vector128.Create(pixels[16..]);
        _third = Vector128.Create(pixels[32..]);
    }

    // An index of 16 or more gives 0.
    public Vector512<float> Red => Widen(
        Vector128.Shuffle(_first, Vector128.Create((byte)0, 3, 6, 9, 12, 15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_second, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 2, 5, 8, 11, 14, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_third, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 1, 4, 7, 10, 13)));

    public Vector512<float> Green => Widen(
        Vector128.Shuffle(_first, Vector128.Create((byte)1, 4, 7, 10, 13, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_second, Vector128.Create((byte)16, 16, 16, 16, 16, 0, 3, 6, 9, 12, 15, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_third, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 2, 5, 8, 11, 14)));

    public Vector512<float> Blue => Widen(
        Vector128.Shuffle(_first, Vector128.Create((byte)2, 5, 8, 11, 14, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_second, Vector128.Create((byte)16, 16, 16, 16, 16, 1, 4, 7, 10, 13, 16, 16, 16, 16, 16, 16))
        | Vector128.Shuffle(_third, Vector128.Create((byte)16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 0, 3, 6, 9, 12, 15)));

    private static Vector512<float> Widen(Vector128<byte> bytes)
    {
        var words = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        return Vector512.ConvertToSingle(Vector512.Create(Vector256.WidenLower(words), Vector256.WidenUpper(words)).AsInt32());
    }
}

using System.Numerics;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The bits of a pixel that hold one channel, converted to 8: of more bits the upper 8 are kept, fewer are scaled to 0–255.</summary>
internal sealed class BitField
{
    private readonly uint _mask;
    private readonly int _shift;
    private readonly byte[] _levels;

    public BitField(uint mask)
    {
        var top = 32 - BitOperations.LeadingZeroCount(mask);
        var bits = mask == 0 ? 0 : Math.Min(8, top - BitOperations.TrailingZeroCount(mask));
        var most = (1 << bits) - 1;
        (_mask, _shift) = (mask, top - bits);
        _levels = [.. Enumerable.Range(0, most + 1).Select(value => (byte)(most == 0 ? 0 : Math.Round(value * 255.0 / most)))];
    }

    public bool IsEmpty => _mask == 0;

    public byte Of(uint pixel) => _levels[(pixel & _mask) >> _shift];
}

namespace IqaSharp.Evaluation.Unfamiliar;

/// <summary>A colour, sRGB.</summary>
internal readonly record struct Colour(byte R, byte G, byte B)
{
    public static Colour Grey(int level) => new((byte)level, (byte)level, (byte)level);
}

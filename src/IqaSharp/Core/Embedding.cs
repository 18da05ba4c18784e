namespace IqaSharp.Core;

/// <summary>How MUSIQ sees an image before its head makes a score of it: for search, clustering and heads of one's own.</summary>
/// <param name="Image">[hidden]: the normalised class token, which the head reads.</param>
/// <param name="Scales">For each scale [hidden]: the mean of its tokens, as the last block reads them.</param>
public sealed record Embedding(IReadOnlyList<float> Image, IReadOnlyList<IReadOnlyList<float>> Scales)
{
    private const int Shown = 4;

    /// <summary>What it is, such as <c>192 numbers (0.12, -0.5, 0.03, 1.2, …) and 2 scales of 192</c>.</summary>
    public override string ToString()
    {
        var numbers = string.Join(", ", Image.Take(Shown).Select(number => Printable.Of(number, "0.###"))) + (Image.Count > Shown ? ", …" : "");
        return $"{Image.Count} numbers ({numbers}) and {Scales.Count} scales of {(Scales.Count > 0 ? Scales[0].Count : 0)}";
    }
}

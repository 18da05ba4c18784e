namespace IqaSharp.Classical.NoReference;

/// <summary>An image, and what people said of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Mos">The mean opinion score, on its data set's scale.</param>
public sealed record RatedImage(string Path, double Mos);

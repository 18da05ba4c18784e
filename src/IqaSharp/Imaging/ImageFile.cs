namespace IqaSharp.Imaging;

/// <summary>One answer to what a user asked for: the path of an image, or why there is none.</summary>
/// <param name="Path">A file to decode; where <paramref name="Error"/> is set, what it is about.</param>
/// <param name="Error">Why nothing can be decoded here, or <see langword="null"/>.</param>
public sealed record ImageFile(string Path, BadImageException? Error = null);

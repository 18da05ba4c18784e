namespace IqaSharp.Extensions;

/// <summary>An image as it was uploaded, in memory.</summary>
/// <param name="Name">Its name in error messages.</param>
/// <param name="Bytes">The bytes of a file of any format that is read.</param>
public readonly record struct EncodedImage(string Name, ReadOnlyMemory<byte> Bytes);

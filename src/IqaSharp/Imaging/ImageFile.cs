namespace IqaSharp.Imaging;

/// <summary>One result of <see cref="ImageFiles.Find(IEnumerable{string})"/>: the path of an image, or the reason why there is none.</summary>
/// <param name="Path">A file to decode; if <paramref name="Error"/> is set, the path or pattern it is about.</param>
/// <param name="Error">The reason, or <see langword="null"/> for an image.</param>
public sealed record ImageFile(string Path, BadImageException? Error = null)
{
    /// <summary>Whether it is a file of a format that is not read, such as a camera's raw file beside its photograph.</summary>
    internal bool IsOtherFormat => Error is not null && File.Exists(Path);
}

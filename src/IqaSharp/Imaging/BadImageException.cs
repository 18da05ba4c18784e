using IqaSharp.Core;

namespace IqaSharp.Imaging;

/// <summary>An image that cannot be read: missing, empty, truncated, too large, or not an image.</summary>
public sealed class BadImageException(string source, string reason, Exception? inner = null)
    : BadInputException(source, reason, inner);

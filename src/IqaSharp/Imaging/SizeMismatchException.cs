using IqaSharp.Core;

namespace IqaSharp.Imaging;

/// <summary>An image and its reference differ in size.</summary>
public sealed class SizeMismatchException(Image image, Image reference) : BadInputException(
    image.Name,
    $"{image.Width}×{image.Height} pixels, but its reference {reference.Name} has {reference.Width}×{reference.Height}; MetricOptions.SizeMismatch = Reference resizes");

namespace IqaSharp.Metrics;

/// <summary>An image and its reference.</summary>
/// <param name="Image">The image's path.</param>
/// <param name="Reference">The reference's path: the pristine original, or the degraded input, as the metric's card says.</param>
public sealed record ImagePair(string Image, string Reference);

namespace IqaSharp.Metrics;

/// <summary>What happens to an image and a reference of different sizes.</summary>
public enum SizeMismatchPolicy
{
    /// <summary>They are refused.</summary>
    None,

    /// <summary>They are made to fit: an image is resized to its pristine reference, bicubically; a degraded reference is enlarged to the restored image, by nearest neighbour.</summary>
    Reference,
}

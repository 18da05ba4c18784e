using IqaSharp.Imaging;

namespace IqaSharp.Networks.FeatureDistances;

/// <summary>A full-reference network of two parts: features of each image by itself, and a weighted sum of how far those of two images differ.</summary>
internal interface IFeatureDistance
{
    /// <summary>The channels of each of the feature maps.</summary>
    IReadOnlyList<int> Channels { get; }

    /// <summary>How many numbers <see cref="Compare{T}"/> gives.</summary>
    int Length { get; }

    /// <summary>How many numbers all maps together have for each pixel of the image.</summary>
    double FeaturesPerPixel { get; }

    /// <summary>The shortest side in pixels that an image may have.</summary>
    int SmallestSide { get; }

    /// <summary>The size that the network sees an image at.</summary>
    (int Width, int Height) SizeOf(Image image);

    /// <summary>The image as the network sees it: [1, 3, height, width].</summary>
    GraphValue Input(string name, Image image);

    /// <summary>The feature maps of an image: [1, channels, rows, columns] each.</summary>
    IReadOnlyList<T> Features<T>(INet<T> net, T image)
        where T : class;

    /// <summary>The differences of two images' features, averaged over positions: [1, length].</summary>
    T Compare<T>(INet<T> net, IReadOnlyList<T> distorted, IReadOnlyList<T> reference)
        where T : class;

    /// <summary>The weighted sum of differences: [batch, length] → [batch, 1]. Its weights are what the authors trained.</summary>
    T Distance<T>(INet<T> net, T differences)
        where T : class;
}

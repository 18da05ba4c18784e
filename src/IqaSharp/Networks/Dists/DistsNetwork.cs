using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Dists;

/// <summary>Deep image structure and texture similarity: how alike the means (texture) and the correlations (structure) of each feature map are. 0 is identical.</summary>
/// <remarks>Ding, Ma, Wang, Simoncelli, "Image Quality Assessment: Unifying Structure and Texture Similarity", IEEE TPAMI 44(5), 2022: VGG-16 with
/// its poolings replaced by the root of blurred squares (equation 1), the image itself as the first of six maps, equations 6 to 8.
/// Summed here is one minus each similarity, so that identical images are exactly 0; the official code subtracts the sum of similarities from one.</remarks>
internal sealed class DistsNetwork(DistsConfig config) : IFeatureDistance
{
    private const float LeastPower = 1e-12f; // under the root of the pooling
    private const float C = 1e-6f; // of both similarities

    // The authors' Hann window of five samples without its zeros, and its outer product.
    private static readonly float[] Hann = [0.0625f, 0.125f, 0.0625f, 0.125f, 0.25f, 0.125f, 0.0625f, 0.125f, 0.0625f];

    private static readonly Vgg16 Trunk = new();

    public static int[] MapChannels { get; } = [3, .. Trunk.Stages.Select(stage => stage.Channels)];

    public IReadOnlyList<int> Channels => MapChannels;

    /// <summary>Texture of all maps, then structure of all maps.</summary>
    public int Length => 2 * MapChannels.Sum();

    public double FeaturesPerPixel => 3 + Trunk.Stages.Sum(stage => (double)stage.Channels / (stage.Stride * stage.Stride));

    public int SmallestSide => 1;

    /// <summary>As the authors' command reduces an image: the longer side is truncated to whole pixels.</summary>
    public (int Width, int Height) SizeOf(Image image)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        if (config.ViewingSide is not { } side || shorter <= side)
        {
            return (image.Width, image.Height);
        }

        var other = (int)((long)side * longer / shorter);
        return image.Width < image.Height ? (side, other) : (other, side);
    }

    /// <summary>The values are 0…1.</summary>
    public GraphValue Input(string name, Image image)
    {
        var (width, height) = SizeOf(image);
        var seen = (width, height) == (image.Width, image.Height) ? image : PillowBilinear.Resize(image, width, height);
        var planes = new float[3 * seen.Width * seen.Height];
        PixelLookup.Unit.Deinterleave(seen.Pixels, planes, seen.Width * seen.Height);
        return new GraphValue(name, planes, 1, 3, seen.Height, seen.Width);
    }

    public IReadOnlyList<T> Features<T>(INet<T> net, T image)
        where T : class
    {
        T PerChannel(IEnumerable<float> values) => net.Constant(Tensor.Of([.. values.Select(value => value / 255)], 1, 3, 1, 1));
        var scope = net.In("backbone");
        var maps = net.Multiply(net.Subtract(image, PerChannel(Trunk.Mean)), net.Power(PerChannel(Trunk.Deviation), -1));
        var features = new List<T> { image };
        for (var stage = 0; stage < Trunk.Stages.Count; stage++)
        {
            maps = Vgg16.Convolutions(scope, stage == 0 ? maps : Pool(net, maps, Trunk.Stages[stage - 1].Channels), stage);
            features.Add(maps);
        }

        return features;
    }

    public T Compare<T>(INet<T> net, IReadOnlyList<T> distorted, IReadOnlyList<T> reference)
        where T : class
    {
        var pairs = distorted.Zip(reference, (x, y) => Differences(net, x, y)).ToList();
        return net.Concat(1, [.. pairs.Select(pair => pair.Texture), .. pairs.Select(pair => pair.Structure)]);
    }

    public T Distance<T>(INet<T> net, T differences)
        where T : class
    {
        T Weights(string name) => net.Parameter(name, [1, MapChannels.Sum(), 1, 1], Init.Ones);
        var weights = net.Reshape(net.Concat(1, Weights("alpha"), Weights("beta")), 1, Length);
        return net.Multiply(net.Affine(differences, weights, null), net.Power(net.Reduce(weights, Reduction.Sum, [1]), -1));
    }

    /// <summary>L2 pooling: √(blurred squares), at every second position.</summary>
    private static T Pool<T>(INet<T> net, T maps, int channels)
        where T : class
    {
        var filter = net.Constant(Tensor.Of([.. Enumerable.Repeat(Hann, channels).SelectMany(values => values)], channels, 1, 3, 3));
        var power = net.Convolve(net.Square(maps), filter, null, 3, 2, new Padding(1), channels);
        return net.Power(net.Add(power, net.Constant(Tensor.Of([LeastPower]))), 0.5);
    }

    /// <summary>One minus equations 6 and 7, from the moments over all positions: [1, channels] each.
    /// 1 − (2 a b + c) / (a² + b² + c) is (a − b)² / (a² + b² + c), and likewise for covariance and variances, which loses no digits where the images are alike.</summary>
    private static (T Texture, T Structure) Differences<T>(INet<T> net, T x, T y)
        where T : class
    {
        T Mean(T maps) => net.Reduce(maps, Reduction.Mean, [2, 3]);
        T Share(T difference, T xx, T yy) =>
            net.Reshape(net.Multiply(difference, net.Power(net.Add(net.Add(xx, yy), net.Constant(Tensor.Of([C]))), -1)), 0, -1);

        var (meanX, meanY) = (Mean(x), Mean(y));
        var (centredX, centredY) = (net.Subtract(x, meanX), net.Subtract(y, meanY));
        return (
            Share(net.Square(net.Subtract(meanX, meanY)), net.Square(meanX), net.Square(meanY)),
            Share(Mean(net.Square(net.Subtract(centredX, centredY))), Mean(net.Square(centredX)), Mean(net.Square(centredY))));
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Lpips;

/// <summary>Learned perceptual image patch similarity, version 0.1: the weighted squared difference of unit-length features. 0 is identical.</summary>
/// <remarks>Zhang, Isola, Efros, Shechtman, Wang, "The Unreasonable Effectiveness of Deep Features as a Perceptual Metric", CVPR 2018, section 3 and equation 1.
/// The weights carry the names of the official code. It scales the input by (2 · ImageNet's mean − 1) and 2 · ImageNet's deviation, from −1…1: the backbones' own normalisation.</remarks>
internal sealed class LpipsNetwork : IFeatureDistance
{
    private const float Least = 1e-10f; // added to the length of a feature vector

    private readonly Backbone _backbone;
    private readonly Normalisation _normalisation;

    public LpipsNetwork(LpipsConfig config)
    {
        _backbone = Backbone.Of(config.Backbone);
        _normalisation = new Normalisation(_backbone);
        Channels = [.. _backbone.Taps.Select(tap => _backbone.Stages[tap].Channels)];
    }

    public IReadOnlyList<int> Channels { get; }

    public int Length => Channels.Sum();

    public double FeaturesPerPixel => _backbone.Taps.Select(tap => _backbone.Stages[tap]).Sum(stage => (double)stage.Channels / (stage.Stride * stage.Stride));

    public int SmallestSide => _backbone.SmallestSide;

    /// <summary>The name of a map's weights.</summary>
    public static string Head(int map) => $"lin{map}.model.1.weight";

    public (int Width, int Height) SizeOf(Image image) => (image.Width, image.Height);

    public GraphValue Input(string name, Image image) => new(name, _normalisation.Crop(image, 0, 0, image.Width, image.Height), 1, 3, image.Height, image.Width);

    public IReadOnlyList<T> Features<T>(INet<T> net, T image)
        where T : class =>
        [.. _backbone.Read(net.In("backbone"), image, _backbone.Taps).Select(maps => UnitLength(net, maps))];

    public T Compare<T>(INet<T> net, IReadOnlyList<T> distorted, IReadOnlyList<T> reference)
        where T : class
    {
        T SquaredDifference(T a, T b) => net.Reduce(net.Square(net.Subtract(a, b)), Reduction.Mean, [2, 3], keep: false);
        return net.Concat(1, [.. distorted.Zip(reference, SquaredDifference)]);
    }

    /// <remarks>The official code weights the maps and then takes the mean over positions; the order makes no difference.</remarks>
    public T Distance<T>(INet<T> net, T differences)
        where T : class
    {
        T[] heads = [.. Channels.Select((channels, map) => net.Parameter(Head(map), [1, channels, 1, 1], Init.Ones))];
        return net.Affine(differences, net.Reshape(net.Concat(1, heads), 1, Length), null);
    }

    /// <summary>Each position's vector over the channels, divided by its length.</summary>
    private static T UnitLength<T>(INet<T> net, T maps)
        where T : class
    {
        var length = net.Power(net.Reduce(net.Square(maps), Reduction.Sum, [1]), 0.5);
        return net.Multiply(maps, net.Power(net.Add(length, net.Constant(Tensor.Of([Least]))), -1));
    }
}

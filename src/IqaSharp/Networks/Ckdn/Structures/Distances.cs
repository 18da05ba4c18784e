using IqaSharp.Core;

namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>Distances between two images' maps of one stage, as maps.</summary>
internal static class Distances
{
    /// <summary>Channels of <see cref="Of"/>.</summary>
    public const int Channels = 32;

    private const float Epsilon = 1e-2f; // of maps of values up to 6

    /// <summary>How the direction of a position's features differs, squared and with its sign, and how their lengths differ, mixed by a layer of its own:
    /// two maps [batch, channels, rows, columns] → [batch, <see cref="Channels"/>, rows / pooled, columns / pooled].</summary>
    /// <param name="net">The layer's scope.</param>
    /// <param name="restored">The restored image's maps.</param>
    /// <param name="reference">The reference's.</param>
    /// <param name="channels">Their channels.</param>
    /// <param name="pooled">How many positions are averaged along each side.</param>
    public static T Of<T>(INet<T> net, T restored, T reference, int channels, int pooled)
        where T : class
    {
        var (own, theirs) = (Length(net, restored), Length(net, reference));
        var difference = net.Subtract(Over(net, restored, own), Over(net, reference, theirs));
        var lengths = Over(net, net.Subtract(own, theirs), net.Add(own, theirs));
        var mixed = net.Relu(net.Conv2d(net.Concat(1, net.Scale(net.Square(difference), Math.Sqrt(channels)), difference, lengths), (2 * channels) + 1, Channels, 1));
        return pooled == 1 ? mixed : net.AveragePool(mixed, pooled, pooled);
    }

    private static T Length<T>(INet<T> net, T maps)
        where T : class => net.Power(net.Add(net.Reduce(net.Square(maps), Reduction.Sum, [1]), net.Constant(Tensor.Of([Epsilon]))), 0.5);

    private static T Over<T>(INet<T> net, T value, T divisor)
        where T : class => net.Multiply(value, net.Power(divisor, -1));
}

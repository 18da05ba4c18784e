using IqaSharp.Core;

namespace IqaSharp.Networks.Iqt;

/// <summary>Tokens sampled at points that move, over four iterations, towards the differences between the images; the reference is sampled at the same points.</summary>
/// <remarks>Yue, Sun, Kuang, Wei, Torr, Zhang, Lin, "Vision Transformer with Progressive Sampling", ICCV 2021, section 3.2.
/// As in the authors' code, the points that are sampled move by γ times the offset, those of the next iteration by all of it, and no gradient flows through these.</remarks>
internal static class ProgressiveSampling
{
    private const int Iterations = 4;
    private const double Gamma = 0.1;

    /// <param name="net">The sampler's scope.</param>
    /// <param name="difference">[batch, width, side, side]: what moves the points.</param>
    /// <param name="reference">[batch, width, side, side].</param>
    /// <param name="c">The settings.</param>
    /// <returns>The tokens of both, [batch, points, width].</returns>
    public static (T Difference, T Reference) Tokens<T>(INet<T> net, T difference, T reference, IqtConfig c)
        where T : class
    {
        var count = c.SamplingSide * c.SamplingSide;
        var toMap = 2.0 / c.FeatureSide; // offsets are in positions of the map, points in −1…1
        var points = net.Expand(net.Constant(Centres(c.SamplingSide)), difference, rank: 3);
        var sampled = points;
        T? tokens = null;
        for (var i = 0; ; i++)
        {
            var place = net.In("position").Linear(net.Scale(net.Add(points, net.Constant(Tensor.Of([1f]))), 0.5), 2, c.Width);
            var seen = net.Add(Sample(net, difference, sampled, c.Width, count), place);
            tokens = IqtNetwork.EncoderLayer(net.In("layers").In($"{i}"), tokens is null ? seen : net.Add(seen, tokens), c);
            if (i == Iterations - 1)
            {
                return (tokens, net.Add(Sample(net, reference, sampled, c.Width, count), place));
            }

            var offset = net.Scale(net.Affine(tokens, net.In("offsets").In($"{i}").Parameter("weight", [2, c.Width], Init.Zeros), null), toMap);
            sampled = net.Add(points, net.Scale(offset, Gamma));
            points = net.StopGradient(net.Add(points, offset));
        }
    }

    /// <summary>The maps at each point: [batch, channels, height, width] and [batch, count, 2] → [batch, count, channels].</summary>
    internal static T Sample<T>(IOperators<T> net, T maps, T points, int channels, int count)
        where T : class =>
        net.ToTokens(net.GridSample(maps, net.Reshape(points, 0, 1, count, 2)), channels);

    /// <summary>[1, side · side, 2]: the centres of a regular square's cells, (x, y) in −1…1.</summary>
    internal static Tensor Centres(int side)
    {
        var values = new float[side * side * 2];
        for (var i = 0; i < side * side; i++)
        {
            values[2 * i] = (2f * (i % side) + 1) / side - 1;
            values[(2 * i) + 1] = (2f * (i / side) + 1) / side - 1;
        }

        return Tensor.Of(values, 1, side * side, 2);
    }
}

using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>An ONNX interpreter that tells apart what can be computed in 8-bit integers: convolutions with a bias, and the clamps, sums and pools
/// of what they make. Each such map has a key, under which its range is stored.</summary>
/// <param name="graph">The graph that it adds to.</param>
/// <param name="weights">The parameters, by path.</param>
/// <param name="maps">The maps so far, in all scopes.</param>
/// <param name="scope">The prefix of parameter names.</param>
internal abstract class MapNet(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights, MapList maps, string scope) : OnnxNet(graph, weights, OnnxOps.Fused, scope)
{
    public sealed override OnnxValue Convolve(OnnxValue x, OnnxValue weight, OnnxValue? bias, int kernel, int stride, Padding padding, int groups = 1)
    {
        var key = KeyOf(weight);
        if (bias is null || !CanConvolve(key))
        {
            return base.Convolve(x, weight, bias, kernel, stride, padding, groups);
        }

        var convolution = new Convolution(key, weight.Parameter!, bias.Parameter!, kernel, stride, padding, groups);
        var input = maps.Find(x) ?? maps.Remember(x, Input(x, convolution));
        return maps.Add(Convolve(input, convolution, weight, bias));
    }

    public sealed override OnnxValue Clamp(OnnxValue x, double lowest, double highest) =>
        x.Key is null ? base.Clamp(x, lowest, highest) : maps.Replace(x, ClampMap(x, lowest, highest));

    public sealed override OnnxValue Add(OnnxValue a, OnnxValue b) =>
        b.Key is { } key && maps.Find(a) is { } map ? maps.Add(AddMaps(map, b, $"{key}+")) : base.Add(a, b);

    public sealed override OnnxValue AveragePool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        x.Key is null || kernel != stride || padding.Pixels > 0 ? base.AveragePool(x, kernel, stride, padding) : PoolMap(x, kernel, padding);

    /// <summary>What a parameter's layer is called.</summary>
    protected static string KeyOf(OnnxValue weight) => weight.Name[..weight.Name.LastIndexOf('.')];

    /// <summary>Whether a convolution is computed as this interpreter does it.</summary>
    protected abstract bool CanConvolve(string key);

    /// <summary>Makes a map of what is none yet, for a convolution that reads it.</summary>
    protected abstract OnnxValue Input(OnnxValue x, Convolution convolution);

    /// <summary>The convolution of a map.</summary>
    protected abstract OnnxValue Convolve(OnnxValue map, Convolution convolution, OnnxValue weight, OnnxValue bias);

    /// <summary>A map kept between two bounds, under the same key.</summary>
    protected abstract OnnxValue ClampMap(OnnxValue map, double lowest, double highest);

    /// <summary>The sum of two maps.</summary>
    protected abstract OnnxValue AddMaps(OnnxValue a, OnnxValue b, string key);

    /// <summary>The means of a map's windows, which do not overlap.</summary>
    protected abstract OnnxValue PoolMap(OnnxValue map, int kernel, Padding padding);

    protected OnnxValue PlainConvolve(OnnxValue x, OnnxValue weight, OnnxValue bias, Convolution c) => base.Convolve(x, weight, bias, c.Kernel, c.Stride, c.Padding, c.Groups);

    protected OnnxValue PlainClamp(OnnxValue x, double lowest, double highest) => base.Clamp(x, lowest, highest);

    protected OnnxValue PlainAdd(OnnxValue a, OnnxValue b) => base.Add(a, b);

    protected OnnxValue PlainPool(OnnxValue x, int kernel, Padding padding) => base.AveragePool(x, kernel, kernel, padding);
}

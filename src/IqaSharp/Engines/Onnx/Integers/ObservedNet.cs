using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Writes a network in single precision, and lists the maps and the linear layers that could be computed in integers.</summary>
internal sealed class ObservedNet(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights, MapList maps, ObservedLayers layers, string scope = "")
    : MapNet(graph, weights, maps, scope)
{
    private readonly MapList _maps = maps;
    private readonly IReadOnlyDictionary<string, Tensor> _weights = weights;

    public override OnnxValue Affine(OnnxValue x, OnnxValue weight, OnnxValue? bias)
    {
        if (weight.Parameter is not null)
        {
            layers.Matrices[KeyOf(weight)] = x;
        }

        return base.Affine(x, weight, bias);
    }

    protected override INet<OnnxValue> Scoped(string inner) => new ObservedNet(Graph, _weights, _maps, layers, inner);

    protected override bool CanConvolve(string key) => true;

    protected override OnnxValue Input(OnnxValue x, Convolution convolution) => x with { Key = convolution.InputKey };

    protected override OnnxValue Convolve(OnnxValue map, Convolution convolution, OnnxValue weight, OnnxValue bias)
    {
        var output = PlainConvolve(map, weight, bias, convolution);
        layers.Convolutions[convolution.Key] = new(map.Key!, output.Name, convolution.Groups);
        return output with { Key = convolution.Key };
    }

    protected override OnnxValue ClampMap(OnnxValue map, double lowest, double highest) => PlainClamp(map, lowest, highest) with { Key = map.Key };

    protected override OnnxValue AddMaps(OnnxValue a, OnnxValue b, string key)
    {
        layers.Sums[key] = (a.Key!, b.Key!);
        return PlainAdd(a, b) with { Key = key };
    }

    protected override OnnxValue PoolMap(OnnxValue map, int kernel, Padding padding) => PlainPool(map, kernel, padding);
}

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

    protected override OnnxValue Convolve(OnnxValue map, Convolution convolution, OnnxValue weight, OnnxValue bias) =>
        layers.Convolve(map.Key!, convolution, PlainConvolve(map, weight, bias, convolution));

    protected override OnnxValue ClampMap(OnnxValue map, double lowest, double highest) => PlainClamp(map, lowest, highest) with { Key = map.Key };

    protected override OnnxValue AddMaps(OnnxValue a, OnnxValue b, string key) => layers.Add(a.Key!, b.Key!, key, PlainAdd(a, b));

    protected override OnnxValue PoolMap(OnnxValue map, int kernel, Padding padding) => PlainPool(map, kernel, padding);
}

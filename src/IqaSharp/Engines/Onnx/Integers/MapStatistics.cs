using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Lowest, highest and mean values of a map's channels over the runs of a network.</summary>
internal sealed class MapStatistics
{
    private double[] _sums = [];
    private int _runs;

    /// <summary>[channels].</summary>
    public float[] Lowest { get; private set; } = [];

    /// <summary>[channels].</summary>
    public float[] Highest { get; private set; } = [];

    /// <summary>The means of all runs so far: [channels].</summary>
    public double[] Means => Array.ConvertAll(_sums, sum => sum / _runs);

    /// <summary>Keeps the lowest values of a run.</summary>
    public void KeepLowest(ReadOnlySpan<float> values)
    {
        Lowest = Lowest.Length == 0 ? values.ToArray() : Lowest;
        TensorPrimitives.Min(Lowest, values, Lowest);
    }

    /// <summary>Keeps the highest values of a run.</summary>
    public void KeepHighest(ReadOnlySpan<float> values)
    {
        Highest = Highest.Length == 0 ? values.ToArray() : Highest;
        TensorPrimitives.Max(Highest, values, Highest);
    }

    /// <summary>Keeps the means of a run.</summary>
    public void KeepMeans(ReadOnlySpan<float> values)
    {
        _sums = _runs++ == 0 ? new double[values.Length] : _sums;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
        }
    }
}

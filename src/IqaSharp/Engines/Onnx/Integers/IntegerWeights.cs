using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A network's numbers in integers, made of its weights and a model's quantisation.</summary>
internal sealed class IntegerWeights
{
    private const int LargestBias = 1 << 29; // the sum that it is added to stays below the other three quarters of 31 bits

    private readonly Quantisation _quantisation;
    private readonly HashSet<string> _matrices;
    private readonly Dictionary<string, float[]> _outputDivisors = [];
    private readonly Dictionary<string, float[]> _inputFactors = [];

    public IntegerWeights(Quantisation quantisation)
    {
        (_quantisation, _matrices) = (quantisation, [.. quantisation.Matrices]);
        foreach (var balance in quantisation.Balances)
        {
            foreach (var output in balance.Outputs)
            {
                _outputDivisors[output] = balance.Divisors;
            }

            foreach (var input in balance.Inputs)
            {
                _inputFactors[input] = balance.Divisors;
            }
        }
    }

    /// <summary>Whether there are any ranges of maps.</summary>
    public bool HasRanges => _quantisation.Ranges.Count > 0;

    /// <summary>Whether there is a range for a map.</summary>
    public bool HasRange(string key) => _quantisation.Ranges.ContainsKey(key);

    /// <summary>Whether a linear layer is rounded to 8 bits.</summary>
    public bool HasMatrix(string key) => _matrices.Contains(key);

    /// <summary>The range of a map.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public (float Low, float High) RangeOf(string key) =>
        _quantisation.Ranges.TryGetValue(key, out var range) ? (range[0], range[1]) : throw new FormatException($"there is no range for {key}");

    /// <summary>The step of a map's bytes, and the byte that is 0.</summary>
    public (float Scale, byte Zero) StepOf(string key)
    {
        var (low, high) = RangeOf(key);
        var scale = (high - low) / byte.MaxValue;
        return (scale, (byte)MathF.Round(-low / scale));
    }

    /// <summary>The numbers of a convolution.</summary>
    /// <param name="convolution">Its own.</param>
    /// <param name="inputScale">The step of its input.</param>
    /// <exception cref="FormatException">The quantisation is that of another network.</exception>
    public ByteWeight Of(Convolution convolution, float inputScale)
    {
        var (outputs, inputs) = (convolution.Outputs, convolution.Weight.Shape[1]);
        var divisors = Channels(_outputDivisors.GetValueOrDefault(convolution.Key), outputs, convolution.Key);
        var factors = Channels(_inputFactors.GetValueOrDefault(convolution.Key), inputs, convolution.Key);
        var corrections = Channels(_quantisation.Corrections.GetValueOrDefault(convolution.Key), outputs, convolution.Key);
        var weight = convolution.Weight.ToFloats();
        var bias = convolution.Bias.ToFloats();
        var (row, window) = (weight.Length / outputs, convolution.Kernel * convolution.Kernel);
        var (scales, steps) = (new float[outputs], new int[outputs]);
        var values = new sbyte[weight.Length];
        for (var o = 0; o < outputs; o++)
        {
            var channel = weight.AsSpan(o * row, row);
            for (var i = 0; i < row; i++)
            {
                channel[i] *= (factors is null ? 1 : factors[i / window]) / (divisors is null ? 1 : divisors[o]);
            }

            // The step is no finer than what lets the bias be counted in it.
            var constant = ((double)bias[o] + (corrections is null ? 0 : corrections[o])) / (divisors is null ? 1 : divisors[o]);
            scales[o] = Round(channel, values.AsSpan(o * row), 1, (float)(Math.Abs(constant) / inputScale / LargestBias));
            steps[o] = (int)Math.Round(constant / ((double)inputScale * scales[o]));
        }

        return new ByteWeight(values, convolution.Weight.Shape, scales, steps);
    }

    /// <summary>A linear layer's weights [out, in] as [in, out], and the step of each column.</summary>
    public static (sbyte[] Values, float[] Scales) Columns(Tensor weight)
    {
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        var numbers = weight.ToFloats();
        var (values, scales) = (new sbyte[numbers.Length], new float[outputs]);
        for (var o = 0; o < outputs; o++)
        {
            scales[o] = Round(numbers.AsSpan(o * inputs, inputs), values.AsSpan(o), outputs, 0);
        }

        return (values, scales);
    }

    /// <summary>Rounds numbers to −127…127 steps, and gives the step.</summary>
    private static float Round(ReadOnlySpan<float> numbers, Span<sbyte> values, int apart, float finest)
    {
        var largest = 0f;
        foreach (var number in numbers)
        {
            largest = Math.Max(largest, Math.Abs(number));
        }

        var scale = Math.Max(largest > 0 ? largest / sbyte.MaxValue : 1, finest);
        for (var i = 0; i < numbers.Length; i++)
        {
            values[i * apart] = (sbyte)MathF.Round(numbers[i] / scale);
        }

        return scale;
    }

    private static float[]? Channels(float[]? values, int channels, string key) =>
        values is null || values.Length == channels ? values : throw new FormatException($"{key} has {channels} channels, not {values.Length}");
}

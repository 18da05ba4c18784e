namespace IqaSharp.Imaging.Resampling;

/// <summary>One side of a separable resampling: which input samples make each output sample, and with what weight.</summary>
/// <param name="Start">[outputs]: the first input sample of each output sample.</param>
/// <param name="Count">[outputs]: how many there are.</param>
/// <param name="Width">The largest of the counts: the stride of the weights.</param>
/// <param name="Weights">[outputs, width].</param>
internal sealed record Taps(int[] Start, int[] Count, int Width, float[] Weights)
{
    /// <summary>How many output samples there are.</summary>
    public int Length => Start.Length;

    /// <summary>The weights of one output sample.</summary>
    public ReadOnlySpan<float> Of(int output) => Weights.AsSpan(output * Width, Count[output]);
}

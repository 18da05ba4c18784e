namespace IqaSharp.Imaging.Resampling;

/// <summary>One dimension of a separable resampling: the input samples of each output sample, and their weights.</summary>
/// <param name="Start">[outputs]: the first input sample of each output sample.</param>
/// <param name="Count">[outputs]: the number of its input samples.</param>
/// <param name="Width">The largest of the counts: the stride of the weights.</param>
/// <param name="Weights">[outputs, width].</param>
internal sealed record Taps(int[] Start, int[] Count, int Width, float[] Weights)
{
    /// <summary>The number of output samples.</summary>
    public int Length => Start.Length;

    /// <summary>The weights of one output sample.</summary>
    public ReadOnlySpan<float> Of(int output) => Weights.AsSpan(output * Width, Count[output]);
}

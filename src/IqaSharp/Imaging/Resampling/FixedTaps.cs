namespace IqaSharp.Imaging.Resampling;

/// <summary><see cref="Taps"/> with weights in fixed point.</summary>
/// <param name="Start">[outputs]: the first input sample of each output sample.</param>
/// <param name="Count">[outputs]: the number of its input samples.</param>
/// <param name="Width">The largest of the counts: the stride of the weights.</param>
/// <param name="Weights">[outputs, width]; zero behind the last input sample.</param>
internal sealed record FixedTaps(int[] Start, int[] Count, int Width, int[] Weights)
{
    public int Length => Start.Length;

    /// <summary>The weights of one output sample.</summary>
    public ReadOnlySpan<int> Of(int output) => Weights.AsSpan(output * Width, Count[output]);
}

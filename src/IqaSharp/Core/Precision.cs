namespace IqaSharp.Core;

/// <summary>How exactly a network is computed.</summary>
public enum Precision
{
    /// <summary>In single precision: the scores that the model was trained and measured with.</summary>
    Exact,

    /// <summary>In 8-bit integers, where the model was quantised and the processor multiplies bytes fast; elsewhere as <see cref="Exact"/>. Scores move by fractions of a point.</summary>
    Fast,
}

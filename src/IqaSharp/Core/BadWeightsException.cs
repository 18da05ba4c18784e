namespace IqaSharp.Core;

/// <summary>A checkpoint or model file that cannot be used: damaged, hostile, or not of the expected architecture.</summary>
public sealed class BadWeightsException(string source, string reason, Exception? inner = null)
    : BadInputException(source, reason, inner);

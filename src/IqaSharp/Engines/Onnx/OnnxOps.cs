namespace IqaSharp.Engines.Onnx;

/// <summary>Which operators a graph is made of.</summary>
public enum OnnxOps
{
    /// <summary>ONNX Runtime's own where they are better: fused attention never holds the N×N matrix of a large photograph.</summary>
    Fused,

    /// <summary>Only those of the ONNX standard, for every other runtime.</summary>
    Standard,
}

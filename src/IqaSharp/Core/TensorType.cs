namespace IqaSharp.Core;

/// <summary>How a tensor's numbers are stored. Little-endian throughout.</summary>
public enum TensorType
{
    /// <summary>IEEE half precision, 2 bytes.</summary>
    F16,

    /// <summary>bfloat16, 2 bytes: the upper half of a float32.</summary>
    BF16,

    /// <summary>IEEE single precision, 4 bytes.</summary>
    F32,

    /// <summary>IEEE double precision, 8 bytes.</summary>
    F64,

    /// <summary>Signed 64-bit integer: counters stored with the weights, such as <c>num_batches_tracked</c>.</summary>
    I64,
}

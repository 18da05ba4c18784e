namespace IqaSharp.Networks;

/// <summary>What <see cref="IOperators{T}.Reduce"/> makes of the values along its axes.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>Their sum.</summary>
    Sum,
}

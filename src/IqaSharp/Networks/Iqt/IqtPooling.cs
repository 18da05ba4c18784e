namespace IqaSharp.Networks.Iqt;

/// <summary>What of IQT's decoder is scored.</summary>
public enum IqtPooling
{
    /// <summary>The first vector, the quality token's where there is one: the paper's.</summary>
    First,

    /// <summary>The mean of all.</summary>
    Mean,

    /// <summary>The largest of each feature.</summary>
    Max,
}

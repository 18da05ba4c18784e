using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Iqt;

/// <summary>How IQT's decoder tokens become the one vector that is scored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IqtPooling>))]
public enum IqtPooling
{
    /// <summary>The first vector, the quality token's where there is one: the paper's.</summary>
    First,

    /// <summary>The mean of all.</summary>
    Mean,

    /// <summary>The maximum of each feature.</summary>
    Max,
}

using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Musiq;

/// <summary>How MUSIQ encodes the positions of its patches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MusiqPosition>))]
public enum MusiqPosition
{
    /// <summary>Rows and columns of all scales are hashed to a grid of one size: the paper's.</summary>
    Hashed,

    /// <summary>Rows and columns are counted, as in a vision transformer; what lies beyond the grid has the position of its last row or column.</summary>
    Plain,

    /// <summary>Not at all.</summary>
    None,
}

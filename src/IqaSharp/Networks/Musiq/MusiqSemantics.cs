using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Musiq;

/// <summary>The implementation whose arithmetic a MUSIQ checkpoint was trained with. The two public ones differ in resizing, weight standardisation and GELU, which moves scores by up to 2 %.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MusiqSemantics>))]
public enum MusiqSemantics
{
    /// <summary>The authors' Flax network with TensorFlow's preprocessing.</summary>
    Google,

    /// <summary>The widespread PyTorch port.</summary>
    Pyiqa,

    /// <summary>Ours: scales are reduced by Pillow's bicubic with antialiasing, so that a large photograph's small scale shows all of it. GELU is exact.</summary>
    Pillow,
}

using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Musiq;

/// <summary>Generated code that reads and writes MUSIQ's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(MusiqConfig))]
internal sealed partial class MusiqJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Iqt;

/// <summary>Generated code that reads and writes IQT's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(IqtConfig))]
internal sealed partial class IqtJson : JsonSerializerContext;

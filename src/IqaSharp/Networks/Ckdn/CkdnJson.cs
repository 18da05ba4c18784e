using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Ckdn;

/// <summary>Generated code that reads and writes CKDN's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(CkdnConfig))]
internal sealed partial class CkdnJson : JsonSerializerContext;

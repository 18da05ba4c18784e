using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace IqaSharp.Core;

/// <summary>Reads objects that need not name every property.</summary>
internal static class CompleteJson
{
    /// <summary>Reads an object; properties that it does not name are the usual one's. (Generated readers set absent init-only properties to zero.)</summary>
    /// <exception cref="JsonException">A property has the wrong type.</exception>
    public static T Read<T>(JsonObject json, T usual, JsonTypeInfo<T> type)
    {
        var complete = (JsonObject)JsonSerializer.SerializeToNode(usual, type)!;
        foreach (var (key, value) in json)
        {
            complete[key] = value?.DeepClone();
        }

        return complete.Deserialize(type)!;
    }
}

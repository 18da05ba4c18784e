using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace IqaSharp.Core;

/// <summary>Reads objects that need not name every property.</summary>
internal static class CompleteJson
{
    /// <summary>Parses an object of an untrusted file: no name twice, and no text that is not Unicode.</summary>
    /// <exception cref="JsonException">It is no such object.</exception>
    public static JsonObject Parse(string json)
    {
        try
        {
            // A JsonObject would find both only when it is used.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? reader.GetString() : null;
            }

            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("it has text that is not Unicode", e);
        }
    }

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

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IqaSharp.Core;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Reads and writes the parameters of a fitted metric.</summary>
internal static class FittedFile
{
    /// <summary>Reads parameters embedded in the assembly of their type.</summary>
    public static T Embedded<T>(string name, JsonTypeInfo<T> type)
    {
        using var stream = typeof(T).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize(stream, type)!;
    }

    /// <summary>Reads a user's file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or holds other content.</exception>
    public static T Load<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new BadInputException(path, "holds no parameters");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new BadInputException(path, $"holds no parameters of this metric: {e.Message}", e);
        }
    }

    /// <summary>Writes parameters, atomically.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Save<T>(string path, T parameters, JsonSerializerContext json)
    {
        // People read the recipe: commands and names are not escaped.
        var legible = new JsonSerializerOptions(json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, parameters, (JsonTypeInfo<T>)legible.GetTypeInfo(typeof(T))));
    }
}

/// <summary>The JSON of fitted parameters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(NiqeModel))]
[JsonSerializable(typeof(BrisqueModel))]
internal sealed partial class NoReferenceJson : JsonSerializerContext;

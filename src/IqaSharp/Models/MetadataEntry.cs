using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Models;

/// <summary>An entry of a model file's metadata that holds a record as JSON.</summary>
internal static class MetadataEntry
{
    /// <summary>Writes a model file with another entry, in place of one that it has.</summary>
    /// <param name="model">An installed model or a model file.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="json">The entry.</param>
    /// <param name="output">The file to write; it appears whole or not at all.</param>
    public static void Write(string model, string key, string json, string output)
    {
        using var checkpoint = SafeTensors.Read(ModelStore.Default.Find(model));
        Write(checkpoint, key, json, output);
    }

    /// <inheritdoc cref="Write(string, string, string, string)"/>
    public static void Write(Checkpoint checkpoint, string key, string json, string output) =>
        SafeTensors.Write(output, checkpoint.Tensors, new Dictionary<string, string>(checkpoint.Metadata) { [key] = json });

    /// <summary>Reads the entry; null if the file has none.</summary>
    /// <param name="checkpoint">The file.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="type">The record's JSON.</param>
    /// <param name="name">What the record is, in messages.</param>
    /// <param name="validate">Throws a <see cref="FormatException"/> for values that cannot be used.</param>
    /// <exception cref="BadWeightsException">There is one, but it cannot be used.</exception>
    public static T? Read<T>(Checkpoint checkpoint, string key, JsonTypeInfo<T> type, string name, Action<T> validate)
        where T : class
    {
        if (!checkpoint.Metadata.TryGetValue(key, out var json))
        {
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it is no object");
            validate(entry);
            return entry;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new BadWeightsException(checkpoint.Source, $"its {name} cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}

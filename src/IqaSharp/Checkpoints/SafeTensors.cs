using System.Buffers.Binary;
using System.Text.Json;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>The <c>.safetensors</c> format: a JSON header with the position of each tensor, then the bytes. Tensors are read on use.</summary>
/// <remarks>Format: 8 bytes little-endian length of the header; the header; the tensors without gaps. Every number is checked against the file before use.</remarks>
public static class SafeTensors
{
    private const int Prefix = 8;
    private const long LargestHeader = 100_000_000; // the limit of the format's own reader
    private const string MetadataKey = "__metadata__";

    // Masks, counters and indices, with bytes per element: entries of these types are not weights.
    private static readonly Dictionary<string, int> Buffers = new() { ["BOOL"] = 1, ["I8"] = 1, ["U8"] = 1, ["I16"] = 2, ["U16"] = 2, ["I32"] = 4, ["U32"] = 4, ["U64"] = 8 };

    /// <summary>Opens a file. Dispose of the checkpoint when its tensors are no longer needed.</summary>
    /// <exception cref="BadWeightsException">It cannot be read, or its header contradicts the file.</exception>
    public static Checkpoint Read(string path)
    {
        var file = WeightFile.Open(path);
        try
        {
            return Read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file atomically, in the order of names, so that the same tensors give the same bytes.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        var header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[Prefix];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        var prefix = length.ToArray();
        AtomicFile.Write(path, stream =>
        {
            stream.Write(prefix);
            stream.Write(header);
            foreach (var (_, tensor) in ordered)
            {
                stream.Write(tensor.Bytes.Span);
            }
        });
    }

    internal static Checkpoint Read(WeightFile file)
    {
        if (file.Window(0, Prefix) is not { } prefix
            || BinaryPrimitives.ReadInt64LittleEndian(prefix.Span) is var length && length is < 2 or > LargestHeader
            || file.Window(Prefix, length) is not { } header)
        {
            throw new BadWeightsException(file.Path, "its header's length is not that of a safetensors file");
        }

        try
        {
            // By default System.Text.Json would silently keep the last of two entries of one name.
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var metadata = new Dictionary<string, string>();
            var tensors = new Dictionary<string, Tensor>();
            var spans = new List<(long Begin, long End, string Name)>();
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (entry.Name == MetadataKey)
                {
                    foreach (var item in entry.Value.EnumerateObject())
                    {
                        metadata[item.Name] = item.Value.GetString() ?? throw new FormatException($"metadata '{item.Name}' is not a text");
                    }
                }
                else
                {
                    var (tensor, begin, end) = ReadTensor(file, Prefix + length, entry);
                    spans.Add((begin, end, entry.Name));
                    if (tensor is not null)
                    {
                        tensors[entry.Name] = tensor;
                    }
                }
            }

            RequireCover(spans, file.Length - Prefix - length);
            return new Checkpoint(file.Path, tensors, metadata, spans.Count - tensors.Count, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BadWeightsException(file.Path, $"its header cannot be used: {Reason(e)}", e);
        }
    }

    /// <summary>A tensor and where it lies; null for a buffer that is not weights.</summary>
    private static (Tensor? Tensor, long Begin, long End) ReadTensor(WeightFile file, long dataStart, JsonProperty entry)
    {
        var dtype = entry.Value.GetProperty("dtype").GetString() ?? "null";
        var isWeight = Enum.TryParse<TensorType>(dtype, out var type) && type.ToString() == dtype;
        if (!Buffers.TryGetValue(dtype, out var size) && !isWeight)
        {
            throw new FormatException($"{entry.Name} is of type {dtype}, which is none of F16, BF16, F32, F64, I64");
        }

        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
        if (entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray() is not [var begin, var end])
        {
            throw new FormatException($"{entry.Name} has no begin and end");
        }

        return TensorShape.Bytes(shape, isWeight ? Tensor.SizeOf(type) : size) is not { } bytes || begin < 0 || end - begin != bytes
            ? throw new FormatException($"{entry.Name} of shape [{string.Join(", ", shape)}] does not fill the bytes from {begin} to {end}")
            : file.Window(dataStart + begin, bytes) is not { } window
                ? throw new FormatException($"{entry.Name} lies outside the file")
                : (isWeight ? new Tensor(type, Array.ConvertAll(shape, side => (int)side), window) : null, begin, end);
    }

    /// <summary>Checks that the tensors are contiguous and fill the file.</summary>
    private static void RequireCover(List<(long Begin, long End, string Name)> spans, long length)
    {
        var position = 0L;
        foreach (var (begin, end, name) in spans.OrderBy(s => s.Begin).ThenBy(s => s.End))
        {
            if (begin != position)
            {
                throw new FormatException(begin < position ? $"{name} overlaps another tensor" : $"there is a gap before {name}");
            }

            position = end;
        }

        if (position != length)
        {
            throw new FormatException($"{length - position} bytes belong to no tensor");
        }
    }

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            var position = 0L;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (var side in tensor.Shape)
                {
                    json.WriteNumberValue(side);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(position);
                json.WriteNumberValue(position += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Padded with spaces to a multiple of 8, so that the tensors are aligned.
        while (buffer.Length % Prefix != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static string Reason(Exception e) => e switch
    {
        FormatException => e.Message,
        KeyNotFoundException => "a tensor's entry is incomplete",
        _ => "it is not the JSON of a safetensors file",
    };
}

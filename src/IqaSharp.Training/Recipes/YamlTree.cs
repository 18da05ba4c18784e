using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IqaSharp.Training.Recipes;

/// <summary>Reads a YAML document as JSON, event by event.</summary>
/// <remarks>YAML's own object model follows anchors: 14 bytes that refer to themselves end the process, and some lines that refer to each other fill the memory.</remarks>
internal static class YamlTree
{
    private const int Deepest = 16;

    /// <summary>The document; null for an empty one.</summary>
    /// <exception cref="FormatException">It has what a recipe may not have; the message names the line and the reason.</exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            return Document(new Parser(new StringReader(text)));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or KeyNotFoundException)
        {
            throw new FormatException("not YAML", e); // the scanner's own checks are not all typed
        }
    }

    private static JsonNode? Document(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var node = Node(parser, 0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? node : throw Bad(parser.Current!, "a second document begins: a recipe is one document");
    }

    private static JsonNode? Node(Parser parser, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        if (node is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            throw Bad(node, "anchors and aliases are not read");
        }

        return depth > Deepest ? throw Bad(node, $"nests deeper than {Deepest} levels") : node switch
        {
            MappingStart => Mapping(parser, depth),
            SequenceStart => Sequence(parser, depth),
            Scalar { Style: ScalarStyle.Plain } plain => Plain(Text(plain)),
            Scalar quoted => JsonValue.Create(Text(quoted)),
            _ => throw Bad(node, "is not understood"),
        };
    }

    private static JsonObject Mapping(Parser parser, int depth)
    {
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<ParsingEvent>();
            var name = key is Scalar { Anchor.IsEmpty: true } scalar ? Text(scalar) : throw Bad(key, key is NodeEvent { Anchor.IsEmpty: false } ? "anchors and aliases are not read" : "has a key that is not a word");
            if (!mapping.TryAdd(name, Node(parser, depth + 1)))
            {
                throw Bad(key, $"'{name}' is there twice");
            }
        }

        return mapping;
    }

    private static JsonArray Sequence(Parser parser, int depth)
    {
        var sequence = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            sequence.Add(Node(parser, depth + 1));
        }

        return sequence;
    }

    /// <summary>A scalar's text. A NUL could become part of a path, and half a surrogate pair cannot be written again.</summary>
    private static string Text(Scalar scalar) =>
        scalar.Value.Contains('\0', StringComparison.Ordinal) ? throw Bad(scalar, "has a NUL character")
        : scalar.Value.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar) && !scalar.Value.Contains('\ufffd', StringComparison.Ordinal) ? throw Bad(scalar, "has text that is not Unicode")
        : scalar.Value;

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static FormatException Bad(ParsingEvent at, string reason) => new($"line {at.Start.Line}: {reason}");
}

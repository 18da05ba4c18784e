using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IqaSharp.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IqaSharp.Training.Recipes;

/// <summary>Reads recipes.</summary>
internal static class RecipeFile
{
    private const int SizeLimit = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">A YAML file.</param>
    /// <param name="overrides">Values in place of the file's, such as <c>stages.0.rate=2e-4</c>.</param>
    /// <exception cref="BadInputException">It cannot be read, has an unknown key, or has a value that is out of bounds.</exception>
    public static Recipe Read(string path, params IEnumerable<string> overrides)
    {
        var recipe = Read<Recipe>(path, overrides);
        RecipeCheck.Require(path, recipe);
        return recipe;
    }

    /// <summary>Reads an ablation recipe: one recipe with a list of variants and seeds.</summary>
    /// <param name="path">A YAML file.</param>
    /// <param name="overrides">Values in place of the file's.</param>
    /// <exception cref="BadInputException">It cannot be read, has an unknown key, or names no variants or seeds.</exception>
    public static AblationRecipe ReadAblation(string path, params IEnumerable<string> overrides)
    {
        var recipe = Read<AblationRecipe>(path, overrides);
        return recipe.Variants.Count == 0 || recipe.Seeds.Count == 0 ? throw new BadInputException(path, "variants or seeds are empty")
            : recipe.Variants.GroupBy(variant => variant.Name).FirstOrDefault(group => group.Count() > 1) is { } twice ? throw new BadInputException(path, $"two variants are called '{twice.Key}'")
            : recipe;
    }

    private static T Read<T>(string path, IEnumerable<string> overrides)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > SizeLimit })
            {
                throw new BadInputException(path, "is too large for a recipe");
            }

            var node = Parse(File.ReadAllText(path));
            foreach (var text in overrides)
            {
                Override(path, node, text);
            }

            return node.Deserialize<T>(Json)!;
        }
        catch (JsonException e)
        {
            throw new BadInputException(path, Reason(e), e);
        }
        catch (YamlException e)
        {
            throw new BadInputException(path, $"not YAML: line {e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message, e);
        }
    }

    /// <summary>The recipe as JSON, overrides included.</summary>
    public static string ToJson(Recipe recipe) => JsonSerializer.Serialize(recipe, Json);

    /// <summary>A digest that differs between recipes.</summary>
    public static string Digest(Recipe recipe) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson(recipe))));

    private static string Reason(JsonException e)
    {
        var where = e.Path is { Length: > 2 } place ? place[2..] : "the recipe";
        return e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"unknown key '{where}'"
            : e.Message.Contains("missing required", StringComparison.Ordinal) ? $"{where} lacks {string.Join(", ", e.Message.Split('\'').Where((_, i) => i % 2 == 1).Skip(1))}"
            : $"{where} is not what it should be";
    }

    private static JsonNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Count == 1 && ToNode(yaml.Documents[0].RootNode) is JsonObject recipe ? recipe : throw new JsonException("not a recipe");
    }

    private static JsonNode? ToNode(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToNode(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToNode)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } => Scalar(plain),
        YamlScalarNode { Value: var quoted } => JsonValue.Create(quoted),
        _ => throw new JsonException("aliases are not understood"),
    };

    private static JsonNode? Scalar(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static void Override(string path, JsonNode recipe, string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length != 2)
        {
            throw new BadInputException(path, $"'{text}' is not key=value");
        }

        var keys = parts[0].Split('.');
        var yaml = new YamlStream();
        yaml.Load(new StringReader(parts[1]));
        var value = yaml.Documents.Count == 0 ? null : ToNode(yaml.Documents[0].RootNode);
        JsonNode? node = recipe;
        foreach (var key in keys[..^1])
        {
            node = node is JsonArray list
                ? int.TryParse(key, out var index) && index < list.Count ? list[index] : null
                : node is JsonObject map ? map[key] ??= new JsonObject() : null;
        }

        switch (node)
        {
            case JsonObject map:
                map[keys[^1]] = value;
                break;
            case JsonArray list when int.TryParse(keys[^1], out var index) && index < list.Count:
                list[index] = value;
                break;
            default:
                throw new BadInputException(path, $"there is no '{parts[0]}' to override");
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using YamlDotNet.Core;

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
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">A YAML file.</param>
    /// <param name="overrides">Values in place of the file's, such as <c>stages.0.rate=2e-4</c>.</param>
    /// <exception cref="BadInputException">It cannot be read, has an unknown key, or has a value that is out of bounds.</exception>
    public static Recipe Read(string path, params IEnumerable<string> overrides)
    {
        var recipe = Read<Recipe>(path, overrides, Share);
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

    private static T Read<T>(string path, IEnumerable<string> overrides, Action<JsonObject>? complete = null)
    {
        try
        {
            var node = (YamlTree.Read(Text(path)) ?? throw new FormatException("is empty: a recipe is one document")) as JsonObject ?? throw new FormatException("not a recipe");
            foreach (var text in overrides)
            {
                Override(path, node, text);
            }

            RequireItems(node, "");
            complete?.Invoke(node);
            return node.Deserialize<T>(Json)!;
        }
        catch (JsonException e)
        {
            throw new BadInputException(path, Reason(e), e);
        }
        catch (FormatException e)
        {
            throw new BadInputException(path, e.Message, e);
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

    /// <summary>Gives each source the keys that it lacks and that <c>distort</c> or <c>restore</c> at the top of the recipe have.</summary>
    private static void Share(JsonObject recipe)
    {
        foreach (var kind in new[] { "distort", "restore" })
        {
            if (!recipe.Remove(kind, out var value))
            {
                continue;
            }

            var shared = value as JsonObject ?? throw new FormatException($"{kind} is not what it should be");
            var sources = (recipe["data"] as JsonArray ?? []).OfType<JsonObject>().Select(source => source[kind]).OfType<JsonObject>().ToList();
            if ((long)shared.ToJsonString().Length * sources.Count > SizeLimit)
            {
                throw new FormatException("is too large for a recipe");
            }

            foreach (var source in sources)
            {
                foreach (var (key, item) in shared)
                {
                    source.TryAdd(key, item?.DeepClone());
                }
            }
        }
    }

    private static string Text(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[SizeLimit + 1];
        var length = reader.ReadBlock(text);
        return length <= SizeLimit ? new string(text, 0, length) : throw new BadInputException(path, "is too large for a recipe");
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

    /// <summary>Requires that no list has an item without a value: no list of a recipe may.</summary>
    private static void RequireItems(JsonNode? node, string place)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                RequireItems(list[i] ?? throw new FormatException($"{place}[{i}] is empty"), $"{place}[{i}]");
            }
        }

        foreach (var (key, value) in node as JsonObject ?? [])
        {
            RequireItems(value, place.Length > 0 ? $"{place}.{key}" : key);
        }
    }

    private static void Override(string path, JsonNode recipe, string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length != 2)
        {
            throw new BadInputException(path, $"'{text}' is not key=value");
        }

        var keys = parts[0].Split('.');
        var value = YamlTree.Read(parts[1]);
        JsonNode? node = recipe;
        foreach (var key in keys[..^1])
        {
            node = node is JsonArray list
                ? InvariantNumber.TryParse(key, out int index) && index < list.Count ? list[index] : null
                : node is JsonObject map ? map[key] ??= new JsonObject() : null;
        }

        switch (node)
        {
            case JsonObject map:
                map[keys[^1]] = value;
                break;
            case JsonArray list when InvariantNumber.TryParse(keys[^1], out int index) && index < list.Count:
                list[index] = value;
                break;
            default:
                throw new BadInputException(path, $"there is no '{parts[0]}' to override");
        }
    }
}

using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models.Conversion;
using IqaSharp.Tests.Models;

namespace IqaSharp.Tests.Networks.FeatureDistances;

/// <summary>The backbone of an official network with the weights of the recipe, in ../shared/reference/README.md: the authors' own names, without their trained weights of the sum.</summary>
internal static class OfficialCheckpoint
{
    /// <param name="golden">The part of lpips.json or dists.json that holds <c>shapes</c> and <c>recipe_prefix</c>.</param>
    /// <param name="isHead">The tensors that are left out.</param>
    public static Dictionary<string, Tensor> Of(JsonElement golden, Func<string, bool> isHead) => golden.GetProperty("shapes").EnumerateObject().Where(shape => !isHead(shape.Name)).ToDictionary(
        shape => shape.Name,
        shape => SeededWeights.Tensor(shape.Name, [.. shape.Value.EnumerateArray().Select(side => side.GetInt32())], golden.GetProperty("recipe_prefix").GetString()!));

    /// <summary>The same as torchvision publishes it: the backbone alone, with a classifier.</summary>
    public static Dictionary<string, Tensor> Torchvision(Dictionary<string, Tensor> official) => official
        .Where(t => t.Key.EndsWith(".weight", StringComparison.Ordinal) || t.Key.EndsWith(".bias", StringComparison.Ordinal))
        .ToDictionary(t => "features." + string.Join('.', t.Key.Split('.')[^2..]), t => t.Value)
        .Append(KeyValuePair.Create("classifier.1.weight", Tensor.Of([1], 1)))
        .ToDictionary();

    /// <summary>A metric of a checkpoint.</summary>
    public static Metric Load(TemporaryFolder folder, string architecture, Dictionary<string, Tensor> checkpoint, ConversionOptions? options = null)
    {
        SafeTensors.Write(folder["checkpoint.safetensors"], checkpoint);
        ModelConverter.Convert(architecture, folder["checkpoint.safetensors"], folder["model.safetensors"], options ?? new ConversionOptions());
        return Metric.Load(folder["model.safetensors"]);
    }
}

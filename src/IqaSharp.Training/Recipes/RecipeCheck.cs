using IqaSharp.Core;
using IqaSharp.Metrics.Classical;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Training.Recipes;

/// <summary>Checks a recipe's values.</summary>
internal static class RecipeCheck
{
    private const int SmallestSide = 16;

    /// <exception cref="BadInputException">A value is out of bounds.</exception>
    public static void Require(string path, Recipe recipe)
    {
        void Check(bool holds, string reason)
        {
            if (!holds)
            {
                throw new BadInputException(path, reason);
            }
        }

        Check(IsName(recipe.Name), "name is letters, digits, '-', '_' and '.'");
        Check(recipe.Data.Count > 0, "data is empty");
        Check(recipe.Stages.Count > 0, "stages is empty");
        foreach (var (data, i) in recipe.Data.Select((data, i) => (data, i)))
        {
            Check(data.SourceCount == 1, $"data[{i}] is either a set, or photographs to distort, or photographs to restore, or choices");
            Check((data.Restore?.Photographs ?? data.Distort?.Photographs ?? []).All(folder => folder.Length > 0), $"data[{i}]: a folder of photographs has no name");
            Check(data.Distort is null or { Photographs.Count: > 0 } or { BestOf: not null }, $"data[{i}].distort has neither photographs nor best-of");
            Check(data.Distort?.BestOf is null or { Set.Length: > 0, Images: >= 1 }, $"data[{i}].distort.best-of has a set, and images is 1 or more");
            Check((data.Restore?.Side ?? data.Distort?.Side ?? SmallestSide) >= SmallestSide, $"data[{i}]: side is {SmallestSide} or more");
            Check(data.Distort is null or { KindsPerPhotograph: >= 1 }, $"data[{i}].distort: kinds-per-photograph is 1 or more");
            Require(data.Restore, $"data[{i}].restore", Check);
            Check(!data.Test || data is not { Distort: null, Restore: null }, $"data[{i}].test is for photographs to distort or to restore: 'iqa evaluate' measures on a set");
            Check(data.Validation is >= 0 and <= 0.9, $"data[{i}].validation is between 0 and 0.9");
            Check(
                data.RatedBy is not { } metric || (metric == DistortRecipe.KindOpinions && data.Distort is not null) || (ClassicalMetrics.Find(metric) is { } classic ? classic is { ReferenceKind: ReferenceKind.FullReference, Range: not null } : RecipeModels.FindIfThere(path, metric) is not null),
                $"data[{i}]: rated-by is a full-reference metric with a range, such as ensemble or iqt-s, or, of distorted photographs, {DistortRecipe.KindOpinions}");
            Check(data.Variants is { Mirrored: >= 0 and <= 1, Grey: >= 0 and <= 1 }, $"data[{i}].variants are shares, from 0 to 1");
            Check(data.Variants is { Mirrored: 0, Grey: 0 } || recipe.Architecture == MusiqArchitecture.Record.Name, $"data[{i}].variants: beside a reference, a variant does not deserve the same score");
            Check(data.Range is null || (data is { Set: not null, Range: [var low, var high] } && low < high && double.IsFinite(high - low)), $"data[{i}].range is the lowest and the highest score of a set's scale, such as [0, 100]");
            Check(data.Weight > 0, $"data[{i}].weight is above 0");
            Check(data.Limit is null or > 0, $"data[{i}].limit is above 0");
        }

        foreach (var (stage, i) in recipe.Stages.Select((stage, i) => (stage, i)))
        {
            Check(stage.Epochs >= 1, $"stages[{i}].epochs is 1 or more");
            Check(stage.Blend is >= 0 and < 1, $"stages[{i}].blend is 0 or more and below 1");
            Check(stage.Batch >= 1, $"stages[{i}].batch is 1 or more");
            Check(stage.Lists >= 0, $"stages[{i}].lists is 0 or more");
            Check(stage.ListImages is >= 2 and <= 6, $"stages[{i}].list-images is 2 to 6");
            Check(stage is { VariantPairs: >= 0, ListPairs: >= 0 }, $"stages[{i}].variant-pairs and list-pairs are 0 or more");
            Check(stage.Rate > 0, $"stages[{i}].rate is above 0");
            Check(stage.WarmUp is >= 0 and <= 1, $"stages[{i}].warm-up is between 0 and 1");
            Check(stage.Ema is >= 0 and < 1, $"stages[{i}].ema is from 0 to below 1");
            Check(stage.Clip > 0, $"stages[{i}].clip is above 0");
            Check(stage.Crop is null or >= 32 && stage.Crop % 32 is null or 0, $"stages[{i}].crop is a multiple of 32");
            Check(!stage.Flip || recipe.Frozen is null, $"stages[{i}].flip: what is computed once (frozen: {recipe.Frozen}) cannot be mirrored");
        }
    }

    private static void Require(RestoreRecipe? restore, string place, Action<bool, string> check)
    {
        if (restore is null)
        {
            return;
        }

        check(restore is { Degraded: >= 1, Restored: >= 0, Altered: >= 0, Recovered: >= 0 } && restore.Restored + restore.Altered + restore.Recovered > 0, $"{place}: degraded is 1 or more, and so are restored, altered and recovered together");
        var names = restore.Models.Select(model => model.Name).ToList();
        check(names.All(IsName), $"{place}.models: a name is letters, digits, '-', '_' and '.'");
        check(names.Distinct().Count() == names.Count, $"{place}.models: each has a name of its own");
        check(restore.Models.All(model => model.File.Length > 0), $"{place}.models: a file has no name");
        check(restore.Models.All(model => model.Black < model.White && double.IsFinite(model.White - model.Black)), $"{place}.models: black is less than white");
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

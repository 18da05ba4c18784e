using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Training.Distortions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

/// <summary>Photographs that are distorted on the way: for each and each kind drawn for it a list, from pristine to worst.</summary>
internal static class DistortedLists
{
    /// <summary>What an image is called that nothing was done to.</summary>
    public const string Pristine = "pristine";

    /// <summary>Every kind and level, as <c>jpeg 3</c>, behind <see cref="Pristine"/>.</summary>
    public static IReadOnlyList<string> Labels(DistortRecipe recipe) =>
        [Pristine, .. Kinds(recipe).SelectMany(kind => Enumerable.Range(1, Distortion.HighestLevel).Select(level => $"{kind.Name} {level}"))];

    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">Which photographs and kinds.</param>
    /// <param name="source">Which of the recipe's sources it is.</param>
    /// <param name="seed">Draws the kinds, and what is random in them.</param>
    /// <exception cref="BadInputException">A folder is not there or empty, or there is no such kind.</exception>
    public static IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> Of(string path, DistortRecipe recipe, int source, long seed)
    {
        var kinds = Kinds(recipe);
        var labels = recipe.Named ? Labels(recipe).Select((name, i) => (name, i)).ToDictionary(label => label.name, label => label.i) : [];
        int? Label(string name) => labels.TryGetValue(name, out var label) ? label : null;
        foreach (var (name, photograph) in Photographs.Below(path, recipe.Photographs))
        {
            var pristine = new Example(name, () => Photographs.Reduced(Image.Load(photograph), recipe.Side), source, null, 0, Label(Pristine));
            foreach (var kind in new Seeds(seed, "kinds", name).Shuffled(kinds).Take(recipe.KindsPerPhotograph))
            {
                var own = new Seeds(seed, name, kind.Name).Next(int.MaxValue);
                yield return (name, [pristine, .. Enumerable.Range(1, Distortion.HighestLevel).Select(level =>
                    new Example($"{name} {kind.Name} {level}", () => kind.Apply(pristine.Load(), level, own), source, null, level, Label($"{kind.Name} {level}")))]);
            }
        }
    }

    private static List<Distortion> Kinds(DistortRecipe recipe) =>
        [.. (recipe.Kinds.Count > 0 ? recipe.Kinds.Select(Distortion.Of) : Distortion.All).Except(recipe.Except.Select(Distortion.Of)).Select(kind => kind.With(new MagickJpeg2000()))];
}

using IqaSharp.Datasets;
using IqaSharp.Training.Progress;

namespace IqaSharp.Training.Data.Sources;

/// <summary>What every source is given.</summary>
/// <param name="RecipeFile">The recipe's path: relative paths start beside it.</param>
/// <param name="Index">Index of the source in the recipe.</param>
/// <param name="Scale">Index of the first source with the same raters.</param>
/// <param name="Seed">Seed of all random draws.</param>
/// <param name="Validation">The share to hold out.</param>
/// <param name="Cache">The folder for pseudo-labels.</param>
/// <param name="View">Receives progress.</param>
/// <param name="HeldOutOnly">Whether only held-out photographs are wanted.</param>
internal sealed record SourceContext(string RecipeFile, int Index, int Scale, long Seed, double Validation, string Cache, ITrainingView View, bool HeldOutOnly)
{
    /// <param name="group">A photograph or scene, which is held out as a whole.</param>
    public bool IsHeldOut(string group) => Splits.IsHeldOut(Seed, Validation, group);
}

using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>The images that an explainer is fitted to; files.</summary>
/// <param name="Photographs">Pristine photographs.</param>
/// <param name="HeldOut">Pristine photographs that it is measured on; there may be none.</param>
/// <param name="Learned">Images that the model has learned from, with whose scores others are compared; there may be none.</param>
public sealed record ExplainerImages(IReadOnlyList<string> Photographs, IReadOnlyList<string> HeldOut, IReadOnlyList<string> Learned)
{
    /// <summary>Divides photographs as the recipe did that the model was trained with: by their paths below <see cref="DataSets.FolderVariable"/>, or by their names alone elsewhere.</summary>
    /// <param name="photographs">Pristine photographs.</param>
    /// <param name="heldOut">The recipe's <c>validation</c>.</param>
    /// <param name="seed">The recipe's seed of its data.</param>
    /// <param name="learned">Images that the model has learned from.</param>
    public static ExplainerImages Of(IReadOnlyList<string> photographs, double heldOut, int seed, IReadOnlyList<string> learned)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        var held = photographs.Where(file => Splits.IsHeldOut(seed, heldOut, Name(file))).ToHashSet();
        return new ExplainerImages([.. photographs.Where(file => !held.Contains(file))], [.. photographs.Where(held.Contains)], learned);
    }

    private static string Name(string file) =>
        Environment.GetEnvironmentVariable(DataSets.FolderVariable) is { Length: > 0 } folder && Path.GetRelativePath(folder, file) is var relative && !relative.StartsWith("..", StringComparison.Ordinal)
            ? relative.Replace('\\', '/')
            : Path.GetFileName(file);
}

using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>The images that a model is calibrated on.</summary>
/// <param name="Rated">Images that it has not learned from, with people's mean opinions.</param>
/// <param name="Learned">Images that it has learned from; it may be empty.</param>
/// <param name="Photographs">Further photographs that it has learned from, which are also shown distorted; files. It may be empty.</param>
/// <param name="Data">The rated images, in words.</param>
public sealed record CalibrationImages(IReadOnlyList<DataItem> Rated, IReadOnlyList<DataItem> Learned, IReadOnlyList<string> Photographs, string Data)
{
    /// <summary>Divides a data set as the recipe did that the model was trained with.</summary>
    /// <param name="set">The data set, or the split of it that the recipe names.</param>
    /// <param name="heldOut">The recipe's <c>validation</c>; 1 if the model learned from none of the images.</param>
    /// <param name="seed">The recipe's seed of its data.</param>
    /// <param name="mostLearned">At most this many of the images that the model learned from, drawn by the seed.</param>
    /// <param name="photographs">Further photographs that the model learned from; files.</param>
    public static CalibrationImages Of(DataSet set, double heldOut, int seed, int mostLearned, IReadOnlyList<string> photographs)
    {
        ArgumentNullException.ThrowIfNull(set);
        set.RequireDistinct();
        var (kept, rated) = Splits.AsRecipe(set.Items, heldOut, seed);
        var part = heldOut < 1 ? string.Create(CultureInfo.InvariantCulture, $", held out: {heldOut}, seed {seed}") : "";
        var random = new SplitMix64((ulong)seed);
        return new CalibrationImages(rated, [.. kept.Select(item => (item, random.NextUInt64())).OrderBy(pair => pair.Item2).Take(mostLearned).Select(pair => pair.item)], photographs, $"{set.Name}{part}");
    }
}

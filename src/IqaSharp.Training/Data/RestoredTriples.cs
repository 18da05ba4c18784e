using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using IqaSharp.Training.Distortions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

/// <summary>Photographs that are degraded and restored on the way.</summary>
internal static class RestoredTriples
{
    private const int LeastFactor = 2;
    private const int LargestFactor = 4;
    private const string Reduction = "reduction";

    /// <summary>What can be done to a photograph, and what people do against it.</summary>
    private static readonly (string Kind, RestorationKind[] Against)[] Degradations =
    [
        (Reduction, [RestorationKind.Upscale]),
        ("gaussian-blur", [RestorationKind.Deblur, RestorationKind.Enhance]),
        ("lens-blur", [RestorationKind.Deblur, RestorationKind.Enhance]),
        ("white-noise", [RestorationKind.Denoise]),
        ("white-noise-ycbcr", [RestorationKind.Denoise]),
        ("impulse-noise", [RestorationKind.Denoise]),
        ("multiplicative-noise", [RestorationKind.Denoise]),
        ("jpeg", [RestorationKind.Deblock, RestorationKind.Denoise]),
        ("jpeg2000", [RestorationKind.Deblock, RestorationKind.Enhance]),
    ];

    /// <summary>For each photograph and each degradation drawn for it: the pristine one, the degraded one, and the restorations.</summary>
    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">How many.</param>
    /// <param name="source">Which of the recipe's sources it is.</param>
    /// <param name="seed">Draws degradations, methods and their strengths.</param>
    public static IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> Of(string path, RestoreRecipe recipe, int source, long seed)
    {
        if (recipe.Kinds.FirstOrDefault(kind => !Degradations.Any(known => known.Kind == kind)) is { } unknown)
        {
            throw new BadInputException(path, $"restore: nothing degrades by '{unknown}': there are {string.Join(", ", Degradations.Select(known => known.Kind))}");
        }

        var degradations = Degradations.Where(known => recipe.Kinds.Count == 0 || recipe.Kinds.Contains(known.Kind)).ToArray();
        foreach (var (name, file) in Photographs.Below(path, recipe.Photographs))
        {
            var pristine = new Example(name, () => Photographs.Reduced(Image.Load(file), recipe.Side), source);
            foreach (var (kind, against) in new Seeds(seed, "degradations", name).Shuffled(degradations).Take(recipe.Degraded))
            {
                var seeds = new Seeds(seed, name, kind);
                var level = 2 + seeds.Next(Distortion.HighestLevel - 1);
                var factor = LeastFactor + seeds.Next(LargestFactor - LeastFactor + 1);
                var own = seeds.Next(int.MaxValue);
                Image Degrade() => kind == Reduction ? Reduce(pristine.Load(), factor) : Distortion.Of(kind).With(new MagickJpeg2000()).Apply(pristine.Load(), level, own);
                var degraded = new Example($"{name} {kind} {(kind == Reduction ? factor : level)}", () => Enlarged(Degrade(), pristine.Load()), source, IsInput: true);
                var methods = seeds.Shuffled(Restoration.All.Where(method => against.Contains(method.Kind))).Take(recipe.Restored);
                yield return (name, [pristine, degraded, .. methods.Select(method =>
                {
                    var strength = Math.Round(seeds.Unit(), 2);
                    return new Example(FormattableString.Invariant($"{degraded.Name} {method.Name} {strength}"), () => Restore(method, Degrade(), pristine.Load(), strength), source);
                })]);
            }
        }
    }

    private static Image Reduce(Image image, int factor) => PillowBicubic.Resize(image, Math.Max(1, image.Width / factor), Math.Max(1, image.Height / factor));

    /// <summary>A reduced input as a network sees it beside its restorations: enlarged to their size by nearest neighbour.</summary>
    private static Image Enlarged(Image degraded, Image pristine) =>
        (degraded.Width, degraded.Height) == (pristine.Width, pristine.Height) ? degraded : PillowNearest.Resize(degraded, pristine.Width, pristine.Height);

    private static Image Restore(Restoration method, Image degraded, Image pristine, double strength) =>
        method.Restore(degraded, new RestorationOptions { Strength = strength, Width = pristine.Width, Height = pristine.Height });
}

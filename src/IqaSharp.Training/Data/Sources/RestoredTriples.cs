using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using IqaSharp.Training.Distortions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Photographs that are degraded and restored on the fly: for each photograph and each degradation drawn for it the original, the degraded input and its restorations.</summary>
internal sealed class RestoredTriples : ListSource
{
    private const int LeastFactor = 2;
    private const int LargestFactor = 4;
    private const string Reduction = "reduction";

    /// <summary>Degradations, and the restorations that are meant for each.</summary>
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

    private readonly RestoreRecipe _recipe;
    private readonly SourceContext _context;

    /// <exception cref="BadInputException">The recipe names an unknown degradation.</exception>
    public RestoredTriples(RestoreRecipe recipe, SourceContext context)
        : base(context, recipe.RatedBy)
    {
        (_recipe, _context) = (recipe, context);
        if (recipe.Kinds.FirstOrDefault(kind => !Degradations.Any(known => known.Kind == kind)) is { } unknown)
        {
            throw new BadInputException(context.RecipeFile, $"restore: nothing degrades by '{unknown}': there are {string.Join(", ", Degradations.Select(known => known.Kind))}");
        }
    }

    public override string Title => "restored photographs";

    protected override IEnumerable<ExampleList> Lists()
    {
        var degradations = Degradations.Where(known => _recipe.Kinds.Count == 0 || _recipe.Kinds.Contains(known.Kind)).ToArray();
        foreach (var (name, file) in Photographs.Below(_context.RecipeFile, _recipe.Photographs))
        {
            var pristine = new OriginalPhotograph(name, () => Photographs.Reduced(Image.Load(file), _recipe.Side), _context.Index);
            foreach (var (kind, against) in new Seeds(_context.Seed, "degradations", name).Shuffled(degradations).Take(_recipe.Degraded))
            {
                var seeds = new Seeds(_context.Seed, name, kind);
                var level = 2 + seeds.Next(Distortion.HighestLevel - 1);
                var factor = LeastFactor + seeds.Next(LargestFactor - LeastFactor + 1);
                var seed = seeds.Next(int.MaxValue);
                Image Degrade() => kind == Reduction ? Reduce(pristine.Load(), factor) : Distortion.Of(kind).With(new MagickJpeg2000()).Apply(pristine.Load(), level, seed);
                var degraded = new DegradedPhotograph($"{name} {kind} {(kind == Reduction ? factor : level)}", () => Enlarged(Degrade(), pristine.Load()), _context.Index);
                var methods = seeds.Shuffled(Restoration.All.Where(method => against.Contains(method.Kind))).Take(_recipe.Restored);
                yield return new ExampleList(name, [pristine, degraded, .. methods.Select(method =>
                {
                    var strength = Math.Round(seeds.Unit(), 2);
                    return new RestoredPhotograph(FormattableString.Invariant($"{degraded.Name} {method.Name} {strength}"), () => Restore(method, Degrade(), pristine.Load(), strength), _context.Index) { Scale = _context.Scale };
                })]);
            }
        }
    }

    protected override int[] Add(IReadOnlyList<Example> list, bool heldOut, ExampleCollector examples)
    {
        var shown = heldOut ? _recipe.ValidationReference ?? _recipe.Reference : _recipe.Reference;
        var (pristine, degraded) = (examples.AddPristine(list[0] with { Score = null }), examples.Add(list[1] with { Score = null }));
        return [.. list.Skip(2).Cast<RestoredPhotograph>().Select(restored => examples.Add(restored with { Reference = pristine, ShownReference = shown == ReferenceImage.Pristine ? pristine : degraded }))];
    }

    private static Image Reduce(Image image, int factor) => PillowBicubic.Resize(image, Math.Max(1, image.Width / factor), Math.Max(1, image.Height / factor));

    /// <summary>A reduced input as the network sees it: enlarged to the size of its restorations by nearest neighbour.</summary>
    private static Image Enlarged(Image degraded, Image pristine) =>
        (degraded.Width, degraded.Height) == (pristine.Width, pristine.Height) ? degraded : PillowNearest.Resize(degraded, pristine.Width, pristine.Height);

    private static Image Restore(Restoration method, Image degraded, Image pristine, double strength) =>
        method.Restore(degraded, new RestorationOptions { Strength = strength, Width = pristine.Width, Height = pristine.Height });
}

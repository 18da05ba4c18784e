using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using IqaSharp.Training.Distortions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Photographs that are degraded and restored on the fly: for each photograph and each degradation drawn for it the original, the degraded input, its restorations, and unfaithful versions of those.</summary>
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
    private readonly (string Name, Restoration Method)[] _methods;
    private readonly Alteration[] _alterations;

    /// <exception cref="BadInputException">The recipe names an unknown degradation or method, or a model that cannot be used.</exception>
    public RestoredTriples(RestoreRecipe recipe, SourceContext context)
        : base(context, recipe.RatedBy)
    {
        (_recipe, _context) = (recipe, context);
        Require("degrades by", recipe.Kinds, Degradations.Select(known => known.Kind));
        Require("restores by", [.. recipe.Methods, .. recipe.Except], [.. Restoration.All.Select(method => method.Name), .. recipe.Models.Select(model => model.Name), .. Alteration.All.Select(alteration => alteration.Name)]);
        var networks = recipe.Models.Where(model => IsDrawn(model.Name)).Select(model => (model.Name, Restoration.FromFile(Photographs.InData(context.RecipeFile, model.File), (model.Black, model.White))));
        _methods = [.. Restoration.All.Where(method => IsDrawn(method.Name)).Select(method => (method.Name, method)), .. networks];
        _alterations = [.. Alteration.All.Where(alteration => IsDrawn(alteration.Name))];
    }

    public override string Title => "restored photographs";

    protected override IEnumerable<ExampleList> Lists()
    {
        var degradations = Degradations.Where(known => _recipe.Kinds.Count == 0 || _recipe.Kinds.Contains(known.Kind)).ToArray();
        var photographs = Photographs.Below(_context.RecipeFile, _recipe.Photographs).ToList();
        foreach (var (name, file) in photographs)
        {
            var pristine = new OriginalPhotograph(name, () => Photographs.Reduced(Image.Load(file), _recipe.Side), _context.Index);
            foreach (var (kind, against) in new Seeds(_context.Seed, "degradations", name).Shuffled(degradations).Take(_recipe.Degraded))
            {
                var seeds = new Seeds(_context.Seed, name, kind);
                var level = 2 + seeds.Next(Distortion.HighestLevel - 1);
                var factor = LeastFactor + seeds.Next(LargestFactor - LeastFactor + 1);
                var seed = seeds.Next(int.MaxValue);
                var severity = kind == Reduction ? factor : level;
                Image Degrade() => kind == Reduction ? Reduce(pristine.Load(), factor) : Distortion.Of(kind).With(new MagickJpeg2000()).Apply(pristine.Load(), level, seed);
                var degraded = new DegradedPhotograph($"{name} {kind} {severity}", () => Enlarged(Degrade(), pristine.Load()), _context.Index);
                RestoredPhotograph Restored(string steps, string restorer, Func<Image> load) => new($"{degraded.Name} {steps}", load, _context.Index) { Scale = _context.Scale, Damage = kind, Severity = severity, Restorer = restorer };

                var methods = seeds.Shuffled(_methods.Where(method => IsMeant(method.Method, kind, factor, against)));
                var drawn = methods.Take(_recipe.Restored).Select(method => (method.Name, method.Method, Strength: Math.Round(seeds.Unit(), 2))).ToList();
                Image Restore((string Name, Restoration Method, double Strength) by) =>
                    by.Method.Restore(Degrade(), new RestorationOptions { Strength = by.Strength, Width = pristine.Load().Width, Height = pristine.Load().Height });
                var restored = drawn.Select(by => Restored(FormattableString.Invariant($"{by.Name} {by.Strength}"), by.Name, () => Restore(by))).ToList();
                foreach (var alteration in methods.Length == 0 ? [] : seeds.Shuffled(_alterations).Take(_recipe.Altered))
                {
                    var (by, other) = (Draw(methods, seeds), Draw(methods, seeds));
                    var (strength, another) = (Math.Round(seeds.Unit(), 2), photographs[seeds.Next(photographs.Count)].File);
                    restored.Add(Restored(FormattableString.Invariant($"{by.Name} {by.Strength} {alteration.Name} {strength}"), alteration.Name, () =>
                    {
                        var image = Restore(by);
                        var second = alteration == Alteration.Blend ? Restore(other) : PillowBicubic.Resize(Image.Load(another), image.Width, image.Height);
                        return alteration.Apply(image, second, strength, new Seeds(_context.Seed, degraded.Name, alteration.Name));
                    }));
                }

                if (restored.Count > 0)
                {
                    yield return new ExampleList(name, [pristine, degraded, .. restored]);
                }
            }
        }
    }

    protected override int[] Add(IReadOnlyList<Example> list, bool heldOut, ExampleCollector examples)
    {
        var shown = heldOut ? _recipe.ValidationReference ?? _recipe.Reference : _recipe.Reference;
        var (pristine, degraded) = (examples.AddPristine(list[0] with { Score = null }), examples.Add(list[1] with { Score = null }));
        return [.. list.Skip(2).Cast<RestoredPhotograph>().Select(restored => examples.Add(restored with { Reference = pristine, ShownReference = shown == ReferenceImage.Pristine ? pristine : degraded }))];
    }

    private bool IsDrawn(string name) => (_recipe.Methods.Count == 0 || _recipe.Methods.Contains(name)) && !_recipe.Except.Contains(name);

    private static bool IsMeant(Restoration method, string kind, int factor, RestorationKind[] against) =>
        method.IsFromFile ? method.Scale == (kind == Reduction ? factor : 1) : against.Contains(method.Kind);

    private static (string Name, Restoration Method, double Strength) Draw((string Name, Restoration Method)[] methods, Seeds seeds) =>
        methods[seeds.Next(methods.Length)] is var (name, method) ? (name, method, Math.Round(seeds.Unit(), 2)) : default;

    private void Require(string verb, IEnumerable<string> names, IEnumerable<string> known)
    {
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new BadInputException(_context.RecipeFile, $"restore: nothing {verb} '{unknown}': there are {string.Join(", ", known)}");
        }
    }

    private static Image Reduce(Image image, int factor) => PillowBicubic.Resize(image, Math.Max(1, image.Width / factor), Math.Max(1, image.Height / factor));

    /// <summary>A reduced input as the network sees it: enlarged to the size of its restorations by nearest neighbour.</summary>
    private static Image Enlarged(Image degraded, Image pristine) =>
        (degraded.Width, degraded.Height) == (pristine.Width, pristine.Height) ? degraded : PillowNearest.Resize(degraded, pristine.Width, pristine.Height);
}

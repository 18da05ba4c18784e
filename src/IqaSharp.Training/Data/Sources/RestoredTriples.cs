using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Photographs that are degraded and restored on the fly: for each photograph and each degradation drawn for it the original, the degraded input, its restorations, unfaithful versions of those, and versions nearer the original.</summary>
internal sealed class RestoredTriples : ListSource
{
    private const string RecoveredName = "recovered";
    private const double MostMissing = 0.75; // of the original, in what is recovered

    private readonly RestoreRecipe _recipe;
    private readonly SourceContext _context;
    private readonly (string Name, Restoration Method)[] _methods;
    private readonly Alteration[] _alterations;

    /// <exception cref="BadInputException">The recipe names an unknown degradation or method, or a model that cannot be used.</exception>
    public RestoredTriples(RestoreRecipe recipe, SourceContext context)
        : base(context, recipe.RatedBy)
    {
        (_recipe, _context) = (recipe, context);
        Require("degrades by", recipe.Kinds, Degradation.All.Select(known => known.Kind));
        string[] known = [.. Restoration.All.Select(method => method.Name), .. Alteration.All.Select(alteration => alteration.Name)];
        if (recipe.Models.FirstOrDefault(model => known.Contains(model.Name)) is { } taken)
        {
            throw new BadInputException(context.RecipeFile, $"restore.models: {taken.Name} is the name of a method");
        }

        Require("restores by", [.. recipe.Methods, .. recipe.Except], [.. known, .. recipe.Models.Select(model => model.Name)]);
        var networks = recipe.Models.Where(model => IsDrawn(model.Name)).Select(model => (model.Name, Restoration.FromFile(Photographs.InData(context.RecipeFile, model.File), (model.Black, model.White))));
        _methods = [.. Restoration.All.Where(method => IsDrawn(method.Name)).Select(method => (method.Name, method)), .. networks];
        _alterations = [.. Alteration.All.Where(alteration => IsDrawn(alteration.Name))];
    }

    public override string Title => "restored photographs";

    protected override IEnumerable<ExampleList> Lists()
    {
        var degradations = Degradation.All.Where(known => _recipe.Kinds.Count == 0 || _recipe.Kinds.Contains(known.Kind)).ToArray();
        var photographs = Photographs.Below(_context.RecipeFile, _recipe.Photographs).ToList();
        foreach (var (name, file) in photographs)
        {
            var pristine = new OriginalPhotograph(name, () => Photographs.Reduced(Image.Load(file), _recipe.Side), _context.Index) { Content = $"{Photographs.Content(file)} {_recipe.Side}" };
            foreach (var kind in new Seeds(_context.Seed, "degradations", name).Shuffled(degradations).Take(_recipe.Degraded))
            {
                var seeds = new Seeds(_context.Seed, name, kind.Kind);
                var damage = kind.Draw(seeds);
                Image Degrade() => damage.Apply(pristine.Load());
                var degraded = new DegradedPhotograph($"{name} {kind.Kind} {damage.Severity}", () => Enlarged(Degrade(), pristine.Load()), _context.Index) { Content = pristine.Content };
                RestoredPhotograph Restored(string steps, string restorer, string? content, Func<Image> load) => new($"{degraded.Name} {steps}", load, _context.Index) { Content = $"{pristine.Content} {content}", Scale = _context.Scale, Damage = kind.Kind, Severity = damage.Severity, Restorer = restorer };

                var methods = seeds.Shuffled(_methods.Where(method => IsMeant(method.Method, kind, damage.Severity)));
                var drawn = methods.Take(_recipe.Restored).Select(method => (method.Name, method.Method, Strength: Math.Round(seeds.Unit(), 2))).ToList();
                Image Restore((string Name, Restoration Method, double Strength) by) =>
                    by.Method.Restore(Degrade(), new RestorationOptions { Strength = by.Strength, Width = pristine.Load().Width, Height = pristine.Load().Height });
                var restored = drawn.Select(by => Restored(FormattableString.Invariant($"{by.Name} {by.Strength}"), by.Name, by.Method.Digest, () => Restore(by))).ToList();
                foreach (var alteration in methods.Length == 0 ? [] : seeds.Shuffled(_alterations).Take(_recipe.Altered))
                {
                    var (by, other) = (Draw(methods, seeds), Draw(methods, seeds));
                    var (strength, another) = (Math.Round(seeds.Unit(), 2), photographs[seeds.Next(photographs.Count)].File);
                    restored.Add(Restored(FormattableString.Invariant($"{by.Name} {by.Strength} {alteration.Name} {strength}"), alteration.Name, $"{by.Method.Digest} {other.Method.Digest} {Photographs.Content(another)}", () =>
                    {
                        var image = Restore(by);
                        var second = alteration == Alteration.Blend ? Restore(other) : PillowBicubic.Resize(Image.Load(another), image.Width, image.Height);
                        return alteration.Apply(image, second, strength, new Seeds(_context.Seed, degraded.Name, alteration.Name));
                    }));
                }

                for (var i = 0; methods.Length > 0 && i < _recipe.Recovered; i++)
                {
                    var (by, share) = (Draw(methods, seeds), Math.Round(1 - (MostMissing * seeds.Unit()), 2));
                    restored.Add(Restored(FormattableString.Invariant($"{by.Name} {by.Strength} {RecoveredName} {share}"), RecoveredName, by.Method.Digest, () => Alteration.Mixed(Restore(by), pristine.Load(), share)));
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

    private static bool IsMeant(Restoration method, Degradation kind, int severity) =>
        method.Digest is not null ? method.Scale == (kind.Reduces ? severity : 1) : kind.Against.Contains(method.Kind);

    private static (string Name, Restoration Method, double Strength) Draw((string Name, Restoration Method)[] methods, Seeds seeds) =>
        methods[seeds.Next(methods.Length)] is var (name, method) ? (name, method, Math.Round(seeds.Unit(), 2)) : default;

    private void Require(string verb, IEnumerable<string> names, IEnumerable<string> known)
    {
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new BadInputException(_context.RecipeFile, $"restore: nothing {verb} '{unknown}': there are {string.Join(", ", known)}");
        }
    }

    /// <summary>A reduced input as the network sees it: enlarged to the size of its restorations by nearest neighbour.</summary>
    private static Image Enlarged(Image degraded, Image pristine) =>
        (degraded.Width, degraded.Height) == (pristine.Width, pristine.Height) ? degraded : PillowNearest.Resize(degraded, pristine.Width, pristine.Height);
}

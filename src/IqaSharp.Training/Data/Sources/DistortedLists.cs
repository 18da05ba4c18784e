using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Training.Distortions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Photographs that are distorted on the fly: for each photograph and each kind drawn for it a list, from pristine to worst.</summary>
/// <remarks>A folder that is missing or empty, or an unknown kind, is a <see cref="BadInputException"/>.</remarks>
internal sealed class DistortedLists : ListSource
{
    private const string Pristine = "pristine";

    private readonly DistortRecipe _recipe;
    private readonly VariantsRecipe _variants;
    private readonly SourceContext _context;
    private readonly List<Distortion> _kinds;
    private readonly Dictionary<string, int> _labels;

    public DistortedLists(DistortRecipe recipe, VariantsRecipe variants, SourceContext context)
        : base(context, recipe.RatedBy)
    {
        (_recipe, _variants, _context) = (recipe, variants, context);
        var kinds = recipe.Kinds.Count > 0 ? recipe.Kinds.SelectMany(DistortionGroup.KindsOf) : DistortionGroup.Classical.Kinds;
        _kinds = [.. kinds.Except(recipe.Except.SelectMany(DistortionGroup.KindsOf)).Select(kind => kind.With(new MagickJpeg2000()))];
        if (_kinds.Count == 0)
        {
            throw new BadInputException(context.RecipeFile, $"data[{context.Index}]: except leaves none of the kinds");
        }

        Labels = recipe.Named ? [Pristine, .. _kinds.SelectMany(kind => Levels.Select(level => $"{kind.Name} {level}"))] : [];
        _labels = Labels.Index().ToDictionary(label => label.Item, label => label.Index);
    }

    public override string Title => "distorted photographs";

    /// <summary>Every kind and level, such as <c>jpeg 3</c>, after <c>pristine</c>.</summary>
    public override IReadOnlyList<string> Labels { get; }

    private static IEnumerable<int> Levels => Enumerable.Range(1, Distortion.HighestLevel);

    protected override IEnumerable<ExampleList> Lists()
    {
        var photographs = _recipe.BestOf is { } best ? RatedSet.Best(best, _context.RecipeFile) : Photographs.Below(_context.RecipeFile, _recipe.Photographs).Select(photograph => (photograph.Name, Scene: photograph.Name, photograph.File));
        foreach (var (name, scene, file) in photographs)
        {
            var pristine = Of(name, () => Photographs.Reduced(Image.Load(file), _recipe.Side), 0, Pristine) with { Content = $"{Photographs.Content(file)} {_recipe.Side}" };
            foreach (var kind in new Seeds(_context.Seed, "kinds", name).Shuffled(_kinds).Take(_recipe.KindsPerPhotograph))
            {
                var seed = new Seeds(_context.Seed, name, kind.Name).Next(int.MaxValue);
                yield return new ExampleList(scene, [pristine, .. Levels.Select(level => Of($"{name} {kind.Name} {level}", () => kind.Apply(pristine.Load(), level, seed), level, $"{kind.Name} {level}") with { Kind = kind.Name, Content = pristine.Content })]);
            }
        }
    }

    protected override int[] Add(IReadOnlyList<Example> list, bool heldOut, ExampleCollector examples)
    {
        var pristine = examples.AddPristine(list[0]);
        int[] added = [pristine, .. list.Skip(1).Select(example => examples.Add(example with { Reference = pristine }))];
        foreach (var index in heldOut ? [] : added)
        {
            examples.AddVariants(index, _variants, _context.Seed);
        }

        return added;
    }

    private DistortedPhotograph Of(string name, Func<Image> load, int level, string label) => new(name, load, _context.Index)
    {
        Level = level,
        Label = _labels.TryGetValue(label, out var index) ? index : null,
        Scale = _context.Scale,
    };
}

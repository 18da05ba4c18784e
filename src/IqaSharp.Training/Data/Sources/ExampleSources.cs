using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>The kinds of source, each with the recipe key that asks for it.</summary>
internal static class ExampleSources
{
    private static readonly Func<DataRecipe, SourceContext, IExampleSource?>[] Kinds =
    [
        (data, context) => data.Set is { } set ? new RatedSet(set, data, context) : null,
        (data, context) => data.Choices is { } choices ? new ChoiceTable(choices, context) : null,
        (data, context) => data.Distort is { } distort ? new DistortedLists(distort, data.Variants, context) : null,
        (data, context) => data.Restore is { } restore ? new RestoredTriples(restore, context) : null,
    ];

    /// <summary>The source that an entry of the recipe's data describes; a checked recipe has exactly one.</summary>
    public static IExampleSource Of(DataRecipe data, SourceContext context) => Kinds.Select(create => create(data, context)).First(source => source is not null)!;
}

using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>Variants of one recipe, each trained with the same seeds and data, to show what its parts contribute.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AblationRecipe
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe, relative to this file.</summary>
    public required string Recipe { get; init; }

    /// <summary>Changes to the recipe in all variants, written as for <c>--set</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>The seeds to train each variant with.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2, 3];

    /// <summary>The variant that the others are compared with, photograph by photograph; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The variants, in the order of the table.</summary>
    public required IReadOnlyList<AblationVariant> Variants { get; init; }
}

/// <summary>A variant.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Set">Changes to the recipe; null for none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AblationVariant(string Name, IReadOnlyList<string>? Set = null);

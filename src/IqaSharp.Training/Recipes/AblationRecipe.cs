using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>One recipe in several variants, each with the same seeds and data: what a part of it is good for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AblationRecipe
{
    /// <summary>What the table is called.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe, relative to this file.</summary>
    public required string Recipe { get; init; }

    /// <summary>What is different from the recipe in all variants, as <c>--set</c> takes it.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>The seeds that each variant is trained with.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2, 3];

    /// <summary>The variants, in the order of the table.</summary>
    public required IReadOnlyList<AblationVariant> Variants { get; init; }
}

/// <summary>A variant.</summary>
/// <param name="Name">The words in the table.</param>
/// <param name="Set">What is different from the recipe; null for nothing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AblationVariant(string Name, IReadOnlyList<string>? Set = null);

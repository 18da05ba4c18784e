using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>One source of images: a rated set, choices between two images, or pristine photographs to distort or restore.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DataRecipe
{
    /// <summary>The name of a known set, or a manifest CSV, relative to the recipe.</summary>
    public string? Set { get; init; }

    /// <summary>The set's folder; null for the one below <c>IQA_DATA</c>.</summary>
    public string? Root { get; init; }

    /// <summary>The split to learn from; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>The lowest and the highest score of the set's scale; null for those that the set declares, or, of a manifest, the lowest and the highest that occur.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // a run that was begun without this key is the same run
    public IReadOnlyList<double>? Range { get; init; }

    /// <summary>The share held out for validation, by whole scenes where the set has scenes: 0 to 0.9.</summary>
    public double Validation { get; init; }

    /// <summary>Whether nothing is learned from the source, and no epoch chosen by it: what is held out of its photographs is scored once, at the end of <c>iqa ablate</c>.</summary>
    public bool Test { get; init; }

    /// <summary>What tables call the source; null for what it is made of.</summary>
    public string? Name { get; init; }

    /// <summary>How many times each image appears per epoch; the fractional part is a probability, drawn per image.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How many images to learn from, drawn by the seed; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Versions of the images that deserve the same score and are shown in their place at random; not for networks with a reference.</summary>
    public VariantsRecipe Variants { get; init; } = new();

    /// <summary>A CSV of two-alternative forced choices, relative to the recipe, instead of a set: the columns reference, first, second and judge, the share of people who chose the second.</summary>
    public string? Choices { get; init; }

    /// <summary>Pristine photographs to distort, instead of a set.</summary>
    public DistortRecipe? Distort { get; init; }

    /// <summary>Pristine photographs to degrade and restore, instead of a set.</summary>
    public RestoreRecipe? Restore { get; init; }

    /// <summary>The metric whose scores are the pseudo-labels; null where people rated, or only the order is known.</summary>
    internal string? RatedBy => Distort?.RatedBy ?? Restore?.RatedBy;

    /// <summary>How many kinds of source the entry asks for; a valid one asks for one.</summary>
    internal int SourceCount => new object?[] { Set, Choices, Distort, Restore }.Count(source => source is not null);
}

/// <summary>Lists of distorted versions of a photograph, from pristine to worst.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DistortRecipe
{
    /// <summary>The rater of pseudo-labels that people's opinions of kinds of distortion calibrate.</summary>
    public const string KindOpinions = "kind-opinions";

    /// <summary>Folders of pristine photographs, below <c>IQA_DATA</c> where they are relative.</summary>
    public IReadOnlyList<string> Photographs { get; init; } = [];

    /// <summary>The best rated images of a set, in place of pristine photographs.</summary>
    public BestOfRecipe? BestOf { get; init; }

    /// <summary>Kinds of distortion, or groups of them: <c>classical</c>, <c>local</c>, <c>global</c>; empty for the classical ones.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Kinds or groups to leave out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>How many kinds each photograph is distorted with, drawn by the seed.</summary>
    public int KindsPerPhotograph { get; init; } = 6;

    /// <summary>The full-reference metric whose scores are the pseudo-labels, such as <c>ensemble</c>, or <c>kind-opinions</c>; null to learn the order only.</summary>
    public string? RatedBy { get; init; }

    /// <summary>Whether the network learns to recognise kind and level, such as <c>jpeg 3</c>, with one output for each.</summary>
    public bool Named { get; init; }

    /// <summary>Photographs with a longer side are first reduced to this many pixels.</summary>
    public int Side { get; init; } = 512;
}

/// <summary>The best rated images of a set.</summary>
/// <param name="Set">A known name, or a manifest CSV relative to the recipe.</param>
/// <param name="Images">How many.</param>
/// <param name="Split">The split; null for all of the set.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BestOfRecipe(string Set, int Images, string? Split = null);

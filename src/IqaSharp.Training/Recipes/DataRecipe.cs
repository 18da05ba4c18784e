using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>One source of images: a rated set, or photographs that are distorted on the way.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DataRecipe
{
    /// <summary>The name of a known set, or a manifest CSV, relative to the recipe.</summary>
    public string? Set { get; init; }

    /// <summary>The set's folder, where it is not below <c>IQA_DATA</c>.</summary>
    public string? Root { get; init; }

    /// <summary>Which split is learned from; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>Which share of it is held out to validate with, whole scenes where there are some: 0 to 0.9.</summary>
    public double Validation { get; init; }

    /// <summary>How often an image of this set is seen per epoch.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Learns from so many images only, drawn by the seed; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Pristine photographs to distort, instead of a set.</summary>
    public DistortRecipe? Distort { get; init; }

    /// <summary>Pristine photographs to degrade and restore, instead of a set.</summary>
    public RestoreRecipe? Restore { get; init; }

    /// <summary>The metric that stands in for people; null where people were asked, or the order alone is known.</summary>
    internal string? RatedBy => Distort?.RatedBy ?? Restore?.RatedBy;
}

/// <summary>Lists of one photograph, from pristine to worst.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DistortRecipe
{
    /// <summary>Folders of pristine photographs, below <c>IQA_DATA</c> where they are relative.</summary>
    public required IReadOnlyList<string> Photographs { get; init; }

    /// <summary>The kinds; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Kinds that are not learned from.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>How many kinds, drawn by the seed, each photograph is distorted with.</summary>
    public int KindsPerPhotograph { get; init; } = 6;

    /// <summary>The full-reference metric that stands in for people, such as <c>ensemble</c>; null to learn the order alone.</summary>
    public string? RatedBy { get; init; }

    /// <summary>Whether the network learns to name kind and level, such as <c>jpeg 3</c>, with a head of as many outputs.</summary>
    public bool Named { get; init; }

    /// <summary>Longer sides are reduced to this many pixels first.</summary>
    public int Side { get; init; } = 512;
}

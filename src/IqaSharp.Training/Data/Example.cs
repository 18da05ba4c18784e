using IqaSharp.Imaging;

namespace IqaSharp.Training.Data;

/// <summary>An image to learn from: one of the kinds below.</summary>
/// <param name="Name">Its name in logs and errors, unique among all examples.</param>
/// <param name="Load">Reads or makes the image.</param>
/// <param name="Source">Index of the recipe's source that it comes from.</param>
internal abstract record Example(string Name, Func<Image> Load, int Source)
{
    /// <summary>What it is made of, beside what its name says: everything computed of it and kept depends on that too.</summary>
    public string Content { get; init; } = "";

    /// <summary>The score to learn, from people or a pseudo-label, as a share of its range, 1 for the best; null where none is known.</summary>
    public float? Score { get; init; }

    /// <summary>The scale that the score is on: the first source with the same raters.</summary>
    public int Scale { get; init; } = Source;

    /// <summary>Index of the pristine original; null for an image without one.</summary>
    public int? Reference { get; init; }
}

/// <summary>An image that people rated.</summary>
internal sealed record RatedPhotograph(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source)
{
    /// <summary>The share of raters who gave each rating, lowest first; null where only a score is known.</summary>
    public IReadOnlyList<float>? Ratings { get; init; }
}

/// <summary>A member of a list that runs from a pristine photograph to its strongest distortion.</summary>
internal sealed record DistortedPhotograph(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source)
{
    /// <summary>The level of the distortion, 1 to 5; 0 for the pristine photograph.</summary>
    public required int Level { get; init; }

    /// <summary>The name of its kind; null for the pristine photograph.</summary>
    public string? Kind { get; init; }

    /// <summary>Index of its kind and level among the labels; null where labels are not learned.</summary>
    public int? Label { get; init; }
}

/// <summary>The pristine original of restorations or alternatives, which is only ever a reference.</summary>
internal sealed record OriginalPhotograph(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source);

/// <summary>The degraded input of restorations, which is only ever a reference.</summary>
internal sealed record DegradedPhotograph(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source);

/// <summary>One of two versions of an original, between which people chose.</summary>
internal sealed record Alternative(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source)
{
    /// <summary>The share of people who chose it: it looks more like the original than the other one.</summary>
    public required float Share { get; init; }
}

/// <summary>A restoration of a degraded photograph.</summary>
internal sealed record RestoredPhotograph(string Name, Func<Image> Load, int Source) : Example(Name, Load, Source)
{
    /// <summary>What had happened to the photograph: a kind of distortion, or <c>reduction</c>.</summary>
    public string Damage { get; init; } = "";

    /// <summary>How strong it was: the level of the distortion, or the factor of the reduction.</summary>
    public int Severity { get; init; }

    /// <summary>The method, model or alteration that it comes from.</summary>
    public string Restorer { get; init; } = "";

    /// <summary>Index of the image that CKDN gets as its reference: the degraded input, or, for an upper bound, the original.</summary>
    public int ShownReference { get; init; }
}

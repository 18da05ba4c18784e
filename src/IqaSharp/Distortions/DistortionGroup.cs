using IqaSharp.Core;

namespace IqaSharp.Distortions;

/// <summary>Kinds of distortion under one name, which a recipe's <c>kinds</c> takes as well as the name of a kind.</summary>
/// <param name="Name">Its name in recipes and in <c>iqa distort --list</c>.</param>
/// <param name="Description">What its kinds have in common.</param>
/// <param name="Kinds">Its kinds; a kind is in one group.</param>
public sealed record DistortionGroup(string Name, string Description, IReadOnlyList<Distortion> Kinds)
{
    /// <summary>The 25 kinds of KADID-10k, in their order there. Recipes that name no kinds mean these.</summary>
    public static DistortionGroup Classical { get; } = new("classical", "the 25 kinds of KADID-10k", Kadid10kDistortions.All);

    /// <summary>Damage to a part of the image: most pixels stay as they are.</summary>
    public static DistortionGroup Local { get; } = new("local", "damage to a part of the image", FurtherDistortions.Local);

    /// <summary>Further damage to the whole image.</summary>
    public static DistortionGroup Global { get; } = new("global", "further damage to the whole image", FurtherDistortions.Global);

    /// <summary>All groups.</summary>
    public static IReadOnlyList<DistortionGroup> All { get; } = [Classical, Local, Global];

    /// <summary>What <see cref="Distortion.All"/> returns; a static member there would be initialised while this class is.</summary>
    internal static IReadOnlyList<Distortion> AllKinds { get; } = [.. All.SelectMany(group => group.Kinds)];

    /// <summary>The kinds that a name stands for: those of a group, or the kind of that name.</summary>
    /// <exception cref="BadInputException">There is no such group and no such kind; the message suggests similar names.</exception>
    public static IReadOnlyList<Distortion> KindsOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw Unknown(name, [.. All.Select(group => group.Name), .. AllKinds.Select(kind => kind.Name)]);
    }

    internal static BadInputException Unknown(string name, IEnumerable<string> known) =>
        NearNames.Of(name, known) is { Count: > 0 } near
            ? new(name, $"no such distortion; near: {string.Join(", ", near)}")
            : new(name, "no such distortion; 'iqa distort --list' shows all");

    private static IReadOnlyList<Distortion>? Find(string name) =>
        All.FirstOrDefault(group => group.Name == name)?.Kinds ?? (AllKinds.FirstOrDefault(kind => kind.Name == name) is { } kind ? [kind] : null);
}

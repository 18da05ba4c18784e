using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Datasets;

/// <summary>Reproducible splits: membership depends on a hash of the seed and an image's name,
/// so neither the machine nor the order of the items matters. A name is the path below the folder that all items share.</summary>
internal static class Splits
{
    private const double TestShare = 0.2;

    /// <summary>Holds out a fraction of the scenes, each with all its images. An image without a scene counts as a scene of its own.</summary>
    /// <param name="items">The images.</param>
    /// <param name="fraction">The fraction to hold out, 0 to 1. Unless it is exactly 0 or 1, at least one scene is held out and at least one is kept.</param>
    /// <param name="seed">Different seeds give different splits.</param>
    public static (IReadOnlyList<DataItem> Kept, IReadOnlyList<DataItem> HeldOut) ByScene(IReadOnlyList<DataItem> items, double fraction, int seed)
    {
        var names = Names(items);
        return Divide(items, [.. items.Select((item, i) => item.Scene ?? names[i])], fraction, seed);
    }

    /// <summary>Holds out a fraction of the images. Several rows of one image stay together.</summary>
    /// <inheritdoc cref="ByScene"/>
    public static (IReadOnlyList<DataItem> Kept, IReadOnlyList<DataItem> HeldOut) Random(IReadOnlyList<DataItem> items, double fraction, int seed) =>
        Divide(items, Names(items), fraction, seed);

    /// <summary>Whether a recipe holds a group of images out for validation: each on its own with this probability, so that it does not depend on which others there are.</summary>
    /// <param name="seed">The recipe's seed of its data.</param>
    /// <param name="fraction">The recipe's <c>validation</c>.</param>
    /// <param name="group">A scene, or the name of an image without one.</param>
    public static bool IsHeldOut(long seed, double fraction, string group) =>
        (new SplitMix64(Fnv(FormattableString.Invariant($"{seed}\nvalidation\n{group}\n"))).NextUInt64() >> 11) * (1.0 / (1UL << 53)) < fraction;

    /// <summary>Divides images as a recipe does that holds a fraction of them out.</summary>
    public static (IReadOnlyList<DataItem> Kept, IReadOnlyList<DataItem> HeldOut) AsRecipe(IReadOnlyList<DataItem> items, double fraction, long seed)
    {
        var names = Names(items);
        var heldOut = items.Select((item, i) => IsHeldOut(seed, fraction, item.Scene ?? names[i])).ToList();
        return ([.. items.Where((_, i) => !heldOut[i])], [.. items.Where((_, i) => heldOut[i])]);
    }

    /// <summary>Assigns a split to each item: a fifth <c>test</c>, the rest <c>train</c>; scenes stay together.</summary>
    public static IReadOnlyList<DataItem> Assign(IReadOnlyList<DataItem> items)
    {
        var test = ByScene(items, TestShare, seed: 0).HeldOut.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. items.Select(item => item with { Split = test.Contains(item) ? "test" : "train" })];
    }

    /// <summary>The indices of at most so many items.</summary>
    public static IReadOnlySet<int> Sample(IReadOnlyList<DataItem> items, int count)
    {
        var names = Names(items);
        return Enumerable.Range(0, items.Count).OrderBy(i => Hash(0, names[i])).ThenBy(i => names[i], StringComparer.Ordinal).Take(count).ToHashSet();
    }

    private static (IReadOnlyList<DataItem> Kept, IReadOnlyList<DataItem> HeldOut) Divide(IReadOnlyList<DataItem> items, IReadOnlyList<string> groups, double fraction, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fraction, 1);
        var ordered = groups.Distinct(StringComparer.Ordinal).OrderBy(name => Hash(seed, name)).ThenBy(name => name, StringComparer.Ordinal).ToList();
        var count = (int)Math.Round(fraction * ordered.Count, MidpointRounding.AwayFromZero);
        if (ordered.Count > 1 && fraction is > 0 and < 1)
        {
            count = Math.Clamp(count, 1, ordered.Count - 1);
        }

        var heldOut = ordered.Take(count).ToHashSet(StringComparer.Ordinal);
        return ([.. items.Where((_, i) => !heldOut.Contains(groups[i]))], [.. items.Where((_, i) => heldOut.Contains(groups[i]))]);
    }

    /// <summary>The name of each image: its path below the folder that all share.</summary>
    internal static string[] Names(IReadOnlyList<DataItem> items)
    {
        var folders = items.Select(item => Parts(Path.GetDirectoryName(item.Image) ?? "")).ToList();
        var shared = folders.Count == 0 ? [] : folders.Aggregate((a, b) => [.. a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        return [.. items.Select(item => string.Join('/', Parts(item.Image).Skip(shared.Length)))];
    }

    private static string[] Parts(string path) => path.Length == 0 ? [] : path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);

    /// <summary>FNV-1a, then splitmix64's finaliser, so that names that differ in one digit get unrelated hashes.</summary>
    private static ulong Hash(int seed, string name) => SplitMix64.Mix(Fnv(FormattableString.Invariant($"{seed}\n{name}")));

    /// <summary>FNV-1a over the bytes of a text.</summary>
    private static ulong Fnv(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }

        return hash;
    }
}

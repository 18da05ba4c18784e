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

    /// <summary>Assigns a split to each item: a fifth <c>test</c>, the rest <c>train</c>; scenes stay together.</summary>
    public static IReadOnlyList<DataItem> Assign(IReadOnlyList<DataItem> items)
    {
        var test = ByScene(items, TestShare, seed: 0).HeldOut.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. items.Select(item => item with { Split = test.Contains(item) ? "test" : "train" })];
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

    private static string[] Parts(string path) => path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);

    /// <summary>FNV-1a over the bytes, then splitmix64's finaliser, so that names that differ in one digit get unrelated hashes.</summary>
    private static ulong Hash(int seed, string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{name}")))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }

        return SplitMix64.Mix(hash);
    }
}

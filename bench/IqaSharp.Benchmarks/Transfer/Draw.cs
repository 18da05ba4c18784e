namespace IqaSharp.Benchmarks.Transfer;

/// <summary>A random choice of examples to learn from and to measure on.</summary>
/// <param name="Pool">In random order: the first few of them are learned from, so that larger training sets contain the smaller.</param>
/// <param name="Measured">Of other scenes than the pool.</param>
internal sealed record Draw(Example[] Pool, Example[] Measured)
{
    private const double MeasuredShare = 0.3; // of the scenes, where a set is not split

    public static Draw Of(TransferTask task, int seed)
    {
        var random = new Random(seed);
        var scenes = task.Examples.Select(example => example.Scene).Distinct().ToArray();
        random.Shuffle(scenes);
        var held = scenes.Take((int)Math.Round(MeasuredShare * scenes.Length)).ToHashSet(StringComparer.Ordinal);
        var sides = task.Examples.ToLookup(example => example.Measured ?? held.Contains(example.Scene));
        Example[] pool = [.. sides[false]];
        random.Shuffle(pool);
        return new(pool, [.. sides[true]]);
    }
}

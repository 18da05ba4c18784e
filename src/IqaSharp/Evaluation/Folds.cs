namespace IqaSharp.Evaluation;

/// <summary>Folds of cross-validation; the examples of a group stay together.</summary>
internal static class Folds
{
    /// <param name="groups">[examples]: the group of each.</param>
    /// <param name="count">How many folds; fewer where there are fewer groups.</param>
    /// <param name="seed">Different seeds give different folds.</param>
    /// <returns>[examples]: the fold of each, from 0. Their sizes in groups differ by at most one.</returns>
    public static int[] Of(IReadOnlyList<int> groups, int count, int seed)
    {
        var order = groups.Distinct().Order().ToArray();
        new Random(seed).Shuffle(order);
        var fold = order.Index().ToDictionary(group => group.Item, group => group.Index % count);
        return [.. groups.Select(group => fold[group])];
    }
}

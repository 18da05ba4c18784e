using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

/// <summary>The order of an epoch's data. It depends on the seed and the epoch alone, so that a run can resume anywhere.</summary>
internal static class Plan
{
    /// <summary>The steps of an epoch.</summary>
    public static IReadOnlyList<Step> Epoch(Examples examples, StageRecipe stage, long seed, int epoch)
    {
        var seeds = new Seeds(seed, stage.Name, epoch);
        var rated = seeds.Shuffled(examples.Rated);
        var lists = seeds.Shuffled(examples.Lists);
        var perStep = examples.Lists.Count == 0 ? 0 : stage.Lists;
        var count = rated.Length > 0 ? (rated.Length + stage.Batch - 1) / stage.Batch : (lists.Length + perStep - 1) / Math.Max(1, perStep);
        var steps = new List<Step>(count);
        var next = (epoch * (long)count * perStep) % Math.Max(1, lists.Length); // where an epoch does not show all lists, it continues after those of the epoch before
        for (var i = 0; i < count; i++)
        {
            var members = rated.Skip(i * stage.Batch).Take(stage.Batch).ToList();
            var (own, places) = (members.Count, new List<(int, int)>());
            for (var l = 0; l < perStep; l++)
            {
                var list = lists[next++ % lists.Length];
                var chosen = seeds.Shuffled(Enumerable.Range(0, list.Length)).Take(stage.ListImages).Order().Select(level => list[level]).ToList();
                places.Add((members.Count, chosen.Count));
                members.AddRange(chosen);
            }

            steps.Add(examples.Variants.Count > 0 ? Varied(examples, stage, seeds, members, own, places) : new Step([.. members], own, places));
        }

        return steps;
    }

    /// <summary>Shows a version of each image, drawn at random, and another version of some.</summary>
    private static Step Varied(Examples examples, StageRecipe stage, Seeds seeds, List<int> members, int rated, List<(int, int)> lists)
    {
        var shown = members.Select(image => seeds.Shuffled(examples.Variants.GetValueOrDefault(image, []).Prepend(image))).ToList();
        IEnumerable<int> Drawn(int from, int to) => seeds.Shuffled(Enumerable.Range(from, to - from).Where(i => shown[i].Length > 1));
        List<int> twice = [.. Drawn(0, rated).Take(stage.VariantPairs)];
        twice.AddRange(stage.ListPairs > 0 ? Drawn(rated, members.Count).Take(stage.ListPairs) : []);
        return new Step([.. shown.Select(versions => versions[0]), .. twice.Select(i => shown[i][1])], rated, lists) { Variants = [.. twice.Select((i, k) => (i, members.Count + k))] };
    }
}

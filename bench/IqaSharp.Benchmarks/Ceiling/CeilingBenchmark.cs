using System.Runtime.InteropServices;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Training.Commands;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Benchmarks.Ceiling;

/// <summary>How much a reference can tell about restorations: labels predicted by ridge regression from statistics of a frozen network's maps, of the restored image alone, with its degraded input, with its pristine original.</summary>
internal static class CeilingBenchmark
{
    public const string Name = "ceiling";

    // Of the statistics between two images a third is each the mean absolute difference, the correlation and the difference of deviations; they are there for each of three scales.
    private static readonly (string Title, Func<Triple, IEnumerable<float[]>> Parts)[] s_views =
    [
        ("no reference", t => [t.Parts[0]]),
        ("+ the input's statistics", t => [t.Parts[0], t.Parts[1]]),
        ("+ differences from the input", t => [t.Parts[0], t.Parts[2]]),
        ("+ statistics and differences", t => [t.Parts[0], t.Parts[1], t.Parts[2]]),
        ("+ differences at full size", t => [t.Parts[0], Scale(t.Parts[2], 0)]),
        ("+ differences at half and a quarter", t => [t.Parts[0], Scale(t.Parts[2], 1), Scale(t.Parts[2], 2)]),
        ("+ mean absolute differences", t => [t.Parts[0], Kind(t.Parts[2], 0)]),
        ("+ correlations", t => [t.Parts[0], Kind(t.Parts[2], 1)]),
        ("+ differences of deviations", t => [t.Parts[0], Kind(t.Parts[2], 2)]),
        ("differences from the input alone", t => [t.Parts[2]]),
        ("+ differences from the original", t => [t.Parts[0], t.Parts[4]]),
    ];

    public static void Run(string recipePath, string weights, string folder, string[] set)
    {
        Directory.CreateDirectory(folder);
        var recipe = RecipeFile.Read(recipePath, set);
        using var view = new ConsoleView();
        var examples = ExampleLoader.Load(recipePath, recipe, Path.Combine(folder, "cache"), view);
        LibTorch.Prepare();
        using var checkpoint = CheckpointFile.Open(weights);
        var statistics = new StageStatistics(checkpoint.Tensors);
        var lists = examples.Lists.Select(list => (list, HeldOut: false)).Concat(examples.ValidationLists.Concat(examples.TestLists).Select(list => (list, HeldOut: true))).ToList();
        var all = Features(lists, examples, statistics, folder, view);
        var train = all.Where(triple => !triple.HeldOut).ToList();
        var heldOut = all.Where(triple => triple.HeldOut).ToList();
        var variants = s_views.Select(kind =>
        {
            using var scope = NewDisposeScope();
            var scores = Ridge(train, kind.Parts)(heldOut);
            IReadOnlyList<HeldOutScore> rows = [.. heldOut.Zip(scores, (triple, score) => new HeldOutScore(HeldOutScore.SetName(recipe, triple.Source), triple.Photograph, triple.Damage, triple.Severity, triple.Restorer, triple.Label, score))];
            return (kind.Title, (IReadOnlyList<IReadOnlyList<HeldOutScore>>)[rows]);
        }).ToList();
        Console.WriteLine(AblationTables.Of(variants, s_views[0].Title));
    }

    private static float[] Scale(float[] between, int scale) => between[(between.Length / 3 * scale)..(between.Length / 3 * (scale + 1))];

    private static float[] Kind(float[] between, int kind) => [.. between.Where((_, i) => i % 3 == kind)];

    /// <summary>Kernel ridge regression on chosen parts, each of which counts alike; the ridge by a fifth of the photographs.</summary>
    private static Func<List<Triple>, double[]> Ridge(List<Triple> train, Func<Triple, IEnumerable<float[]>> parts)
    {
        static Tensor Rows(IReadOnlyList<float[]> rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length]);
        List<Tensor> Stacked(List<Triple> triples) => [.. Enumerable.Range(0, parts(triples[0]).Count()).Select(part => Rows([.. triples.Select(t => parts(t).ElementAt(part))]))];
        var raw = Stacked(train);
        var (means, deviations) = (raw.ConvertAll(part => part.mean([0])), raw.ConvertAll(part => part.std(0) + 1e-6));
        Tensor Scaled(List<Tensor> own) => cat([.. own.Select((part, i) => ((part - means[i]) / deviations[i]).clamp(-6, 6) / Math.Sqrt(part.shape[1]))], 1).to(ScalarType.Float64);
        var x = Scaled(raw);
        var gamma = 0.25 / raw.Count;
        Tensor Kernel(Tensor a) => (-gamma * cdist(a, x).square()).exp() + (0.1 * a.matmul(x.t()));
        var y = tensor(train.Select(t => t.Label).ToArray(), [train.Count, 1]);
        var centre = y.mean();
        var kernel = Kernel(x);
        Tensor Solve(Tensor k, Tensor target, double lambda) => linalg.solve(k + (lambda * eye(k.shape[0], dtype: ScalarType.Float64)), target);

        var photographs = train.Select(t => t.Photograph).Distinct().ToList();
        var inner = train.Select((t, i) => (i, In: photographs.IndexOf(t.Photograph) % 5 != 0)).ToLookup(p => p.In, p => (long)p.i);
        var (fit, check) = (tensor(inner[true].ToArray()), tensor(inner[false].ToArray()));
        var (own, other) = (kernel.index_select(0, fit).index_select(1, fit), kernel.index_select(0, check).index_select(1, fit));
        var best = new[] { 1e-4, 1e-3, 1e-2, 1e-1 }.MinBy(lambda => (other.matmul(Solve(own, y.index_select(0, fit) - centre, lambda)) + centre - y.index_select(0, check)).square().mean().item<double>());
        var weights = Solve(kernel, y - centre, best);
        return triples => (Kernel(Scaled(Stacked(triples))).matmul(weights) + centre).data<double>().ToArray();
    }

    private static List<Triple> Features(List<(int[] List, bool HeldOut)> lists, Examples examples, StageStatistics statistics, string folder, ConsoleView view)
    {
        var file = Path.Combine(folder, "features.tsv");
        var known = new Dictionary<string, float[][]>();
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.Split('\t') is [var name, .. var parts, "."])
            {
                known[name] = [.. parts.Select(part => MemoryMarshal.Cast<byte, Half>(Convert.FromBase64String(part)).ToArray().Select(h => (float)h).ToArray())];
            }
        }

        var missing = lists.Where(list => list.List.Any(i => !known.ContainsKey(examples.All[i].Name))).ToList();
        using var writer = new StreamWriter(file, append: true);
        var done = lists.Count - missing.Count;
        foreach (var made in missing.AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(list => SingleThread.Run(() => Of(list.List, examples, statistics))))
        {
            foreach (var (name, parts) in made)
            {
                known[name] = parts;
                writer.WriteLine($"{name}\t{string.Join('\t', parts.Select(part => Convert.ToBase64String(MemoryMarshal.AsBytes<Half>(part.Select(v => (Half)v).ToArray()))))}\t.");
            }

            writer.Flush();
            view.Caching("statistics", ++done, lists.Count);
        }

        return [.. from list in lists from i in list.List let restored = (RestoredPhotograph)examples.All[i]
            select new Triple(restored.Source, list.HeldOut, examples.All[restored.Reference!.Value].Name, restored.Damage, restored.Severity, restored.Restorer, restored.Score!.Value, known[restored.Name])];
    }

    private static List<(string Name, float[][] Parts)> Of(int[] list, Examples examples, StageStatistics statistics)
    {
        var first = (RestoredPhotograph)examples.All[list[0]];
        var degraded = statistics.Of(examples.All[first.ShownReference].Load());
        var pristine = statistics.Of(examples.All[first.Reference!.Value].Load());
        return [.. list.Select(i =>
        {
            var restored = statistics.Of(examples.All[i].Load());
            return (examples.All[i].Name, new[]
            {
                StageStatistics.Alone(restored), StageStatistics.Alone(degraded), StageStatistics.Between(restored, degraded), StageStatistics.Alone(pristine), StageStatistics.Between(restored, pristine),
            });
        })];
    }

    private sealed record Triple(int Source, bool HeldOut, string Photograph, string Damage, int Severity, string Restorer, double Label, float[][] Parts);
}

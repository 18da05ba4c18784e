using System.Globalization;
using System.Runtime.InteropServices;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Training.Commands;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Benchmarks.Ceiling;

/// <summary>How much a reference can tell about restorations: labels predicted by ridge regression from statistics of a frozen network's maps, of the restored image alone, with its degraded input, with its pristine original.</summary>
internal static class CeilingBenchmark
{
    public const string Name = "ceiling";

    private static readonly (string Title, int[] Parts)[] s_views =
    [
        ("no reference", [0]),
        ("and the degraded input by itself", [0, 1]),
        ("and its differences from the degraded input", [0, 2]),
        ("and both", [0, 1, 2]),
        ("and its differences from the pristine original", [0, 4]),
        ("differences from the degraded input alone", [2]),
    ];

    public static void Run(string recipePath, string weights, string folder, string[] set)
    {
        Directory.CreateDirectory(folder);
        var recipe = RecipeFile.Read(recipePath, set);
        using var view = new ConsoleView();
        var examples = ExampleLoader.Load(recipePath, recipe, Path.Combine(folder, "cache"), view);
        using var checkpoint = CheckpointFile.Open(weights);
        var statistics = new StageStatistics(checkpoint.Tensors);
        var lists = examples.Lists.Select(list => (list, HeldOut: false)).Concat(examples.ValidationLists.Concat(examples.TestLists).Select(list => (list, HeldOut: true))).ToList();
        var all = Features(lists, examples, statistics, folder, view);
        foreach (var source in all.Select(triple => triple.Source).Distinct().Order())
        {
            Console.WriteLine($"source {source}: {all.Count(t => t.Source == source && !t.HeldOut)} to learn from, {all.Count(t => t.Source == source && t.HeldOut)} held out");
        }

        var trains = Environment.GetEnvironmentVariable("TRAIN_SOURCES")?.Split(',').Select(int.Parse).ToArray() ?? [0, 1];
        var train = all.Where(t => !t.HeldOut && trains.Contains(t.Source)).ToList();
        foreach (var (title, parts) in s_views)
        {
            var predict = Ridge(train, parts);
            var heldOut = all.Where(t => t.HeldOut).ToList();
            var scores = predict(heldOut);
            Console.WriteLine($"{title}");
            foreach (var group in heldOut.Zip(scores).GroupBy(p => trains.Contains(p.First.Source) ? "photographs" : $"source {p.First.Source}"))
            {
                Console.WriteLine($"  {group.Key,-14} {Line([.. group])}");
            }

            foreach (var group in heldOut.Zip(scores).GroupBy(p => p.First.Damage).OrderBy(g => g.Key))
            {
                Console.WriteLine($"    {group.Key,-24} {Line([.. group])}");
            }

            foreach (var group in heldOut.Zip(scores).GroupBy(p => p.First.Restorer).OrderBy(g => g.Key))
            {
                Console.WriteLine($"      {group.Key,-24} {Srcc([.. group]):0.000} ({group.Count()})");
            }
        }
    }

    private static string Line((Triple First, double Second)[] scored)
    {
        var perPhotograph = scored.GroupBy(p => p.First.Photograph).Where(g => g.Count() > 2).Select(g => Srcc([.. g])).Where(s => s is not null).ToList();
        var perInput = scored.GroupBy(p => p.First.Degraded).Where(g => g.Count() > 2).Select(g => Srcc([.. g])).Where(s => s is not null).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"per photograph {perPhotograph.Average():0.000}  per input {perInput.Average():0.000}  over all {Srcc(scored):0.000}  ({scored.Length})");
    }

    private static double? Srcc((Triple First, double Second)[] scored) => Correlations.Srcc([.. scored.Select(p => p.Second)], [.. scored.Select(p => p.First.Label)]);

    private static Func<List<Triple>, double[]> Ridge(List<Triple> train, int[] parts)
    {
        double[] Vector(Triple t) => [.. parts.SelectMany(part => t.Parts[part]).Select(v => (double)v)];
        var rows = train.Select(Vector).ToArray();
        var size = rows[0].Length;
        var (mean, deviation) = (new double[size], new double[size]);
        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
            {
                mean[i] += row[i] / rows.Length;
            }
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
            {
                deviation[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.Length;
            }
        }

        // each part counts alike, however many numbers it has
        var partSize = parts.SelectMany(part => Enumerable.Repeat(Math.Sqrt(train[0].Parts[part].Length), train[0].Parts[part].Length)).ToArray();
        double[] Scaled(double[] row)
        {
            for (var i = 0; i < size; i++)
            {
                row[i] = Math.Clamp((row[i] - mean[i]) / Math.Sqrt(deviation[i] + 1e-9), -6, 6) / partSize[i];
            }

            return row;
        }

        var x = Matrix<float>.Build.DenseOfRowArrays(rows.Select(row => Array.ConvertAll(Scaled(row), v => (float)v)));
        var squares = x.EnumerateRows().Select(r => r.DotProduct(r)).ToArray();
        Matrix<double> Kernel(Matrix<float> a, float[] own, double gamma)
        {
            var product = a.TransposeAndMultiply(x);
            return Matrix<double>.Build.Dense(a.RowCount, x.RowCount, (i, j) => Math.Exp(-gamma * Math.Max(0, own[i] + squares[j] - (2 * product[i, j]))) + (0.1 * product[i, j]));
        }

        var y = Vector<double>.Build.DenseOfEnumerable(train.Select(t => t.Label));
        var centre = y.Average();
        var gamma = 0.25 / parts.Length;
        var kernel = Kernel(x, squares, gamma);
        // the strength of the ridge by a fifth of the photographs
        var photographs = train.Select(t => t.Photograph).Distinct().ToList();
        var inner = train.Select((t, i) => (i, In: photographs.IndexOf(t.Photograph) % 5 != 0)).ToLookup(p => p.In, p => p.i);
        int[] fit = [.. inner[true]], check = [.. inner[false]];
        var sub = Matrix<double>.Build.Dense(fit.Length, fit.Length, (i, j) => kernel[fit[i], fit[j]]);
        var subY = Vector<double>.Build.Dense(fit.Length, i => y[fit[i]] - centre);
        var best = new[] { 1e-4, 1e-3, 1e-2, 1e-1 }.MinBy(lambda =>
        {
            var alpha = (sub + (lambda * Matrix<double>.Build.DenseIdentity(fit.Length))).Cholesky().Solve(subY);
            return check.Average(i => Math.Pow(fit.Select((j, k) => kernel[i, j] * alpha[k]).Sum() + centre - y[i], 2));
        });
        var weights = (kernel + (best * Matrix<double>.Build.DenseIdentity(x.RowCount))).Cholesky().Solve(y - centre);
        return triples =>
        {
            var a = Matrix<float>.Build.DenseOfRowArrays(triples.Select(t => Array.ConvertAll(Scaled(Vector(t)), v => (float)v)));
            return [.. (Kernel(a, [.. a.EnumerateRows().Select(r => r.DotProduct(r))], gamma) * weights).Select(v => v + centre)];
        };
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
        foreach (var made in missing.AsParallel().WithDegreeOfParallelism(int.Parse(Environment.GetEnvironmentVariable("WORKERS") ?? "2")).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(list => SingleThread.Run(() => Of(list.List, examples, statistics))))
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
            select new Triple(restored.Source, list.HeldOut, examples.All[restored.Reference!.Value].Name, examples.All[restored.ShownReference].Name, restored.Damage, restored.Severity, restored.Restorer, restored.Score!.Value, known[restored.Name])];
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

    private sealed record Triple(int Source, bool HeldOut, string Photograph, string Degraded, string Damage, int Severity, string Restorer, double Label, float[][] Parts);
}

using System.Reflection;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>A metric of a <see cref="Library"/>, called by reflection: its types are not those of this build.</summary>
internal sealed class LoadedMetric(object metric, Type pair) : IDisposable
{
    private readonly MethodInfo _alone = metric.GetType().GetMethod("Score", [typeof(string)])!;
    private readonly MethodInfo _paired = metric.GetType().GetMethod("Score", [typeof(string), typeof(string)])!;

    /// <summary>Scores an image file.</summary>
    public double Score(string path) => Value(_alone.Invoke(metric, [path])!);

    /// <summary>Scores an image file against a reference.</summary>
    public double Score(string path, string reference) => Value(_paired.Invoke(metric, [path, reference])!);

    /// <summary>Scores many image files and returns their scores.</summary>
    public IReadOnlyList<double> ScoreMany(IReadOnlyList<string> paths) => Many(typeof(IEnumerable<string>), paths.ToArray());

    /// <summary>Scores many pairs and returns their scores.</summary>
    public IReadOnlyList<double> ScoreMany(IReadOnlyList<(string Image, string Reference)> pairs)
    {
        var given = Array.CreateInstance(pair, pairs.Count);
        for (var i = 0; i < given.Length; i++)
        {
            given.SetValue(Activator.CreateInstance(pair, pairs[i].Image, pairs[i].Reference), i);
        }

        return Many(typeof(IEnumerable<>).MakeGenericType(pair), given);
    }

    public void Dispose() => ((IDisposable)metric).Dispose();

    private List<double> Many(Type items, Array given)
    {
        var rows = (IAsyncEnumerable<object>)metric.GetType().GetMethod("ScoreManyAsync", [items, typeof(CancellationToken)])!.Invoke(metric, [given, CancellationToken.None])!;
        return [.. rows.ToBlockingEnumerable().Select(row => Property(row, "Score") is { } score ? Value(score) : throw new InvalidOperationException($"{Property(row, "Path")}: {Property(row, "Error")}"))];
    }

    private static double Value(object score) => (double)Property(score, "Value")!;

    private static object? Property(object of, string name) => of.GetType().GetProperty(name)!.GetValue(of);
}

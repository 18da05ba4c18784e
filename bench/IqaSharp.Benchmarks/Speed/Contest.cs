using System.Diagnostics;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>A row of the table: the same work, done in several ways in turn, so that what else the machine does meets all of them.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Images">How many images a run scores; 1 to show milliseconds instead of images a second.</param>
/// <param name="Ways">The ways, by column.</param>
internal sealed record Contest(string Name, int Images, IReadOnlyDictionary<string, Action> Ways)
{
    /// <summary>The median seconds of each way.</summary>
    /// <param name="rounds">How often each way runs; once more before, to warm up.</param>
    public Dictionary<string, double> Medians(int rounds)
    {
        var columns = Ways.Keys.ToList();
        var seconds = columns.ToDictionary(column => column, _ => new List<double>());
        var draw = new Random(1);
        for (var round = -1; round < rounds; round++)
        {
            // In another order each time: libtorch's threads go on spinning after its run, at the cost of whoever is next.
            foreach (var column in columns.OrderBy(_ => draw.Next()))
            {
                var start = Stopwatch.GetTimestamp();
                Ways[column]();
                if (round >= 0)
                {
                    seconds[column].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }
        }

        return seconds.ToDictionary(way => way.Key, way => Median(way.Value));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}

using System.Diagnostics;
using IqaSharp.Core;

namespace IqaSharp.Fuzz;

/// <summary>Reads inputs in this process, one after the other, and records what breaks a promise of docs/reliability.md.</summary>
/// <param name="folder">Where the progress, the input that is being read and the findings are.</param>
/// <param name="seed">The run's.</param>
internal sealed class Worker(string folder, long seed) : IDisposable
{
    /// <summary>The exit code where an input takes longer than a minute.</summary>
    public const int Hung = 3;

    private const long MostBytes = 256_000_000;
    private const int MostCharacters = 2000; // and one line
    private const int MostKept = 20; // of one target and kind

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Progress _progress = new(Path.Combine(folder, "progress"));
    private readonly Watch _watch = new();

    /// <summary>Reads inputs of a target up to a number or a time.</summary>
    public void Run(int target, long executions, TimeSpan limit)
    {
        var inputs = new Inputs(Targets.All[target], seed);
        var clock = Stopwatch.StartNew();
        while (_progress.Next(target) < executions && clock.Elapsed < limit)
        {
            var started = clock.Elapsed;
            Read(target, inputs[_progress.Next(target)]);
            _progress.Spent(target) += (long)(clock.Elapsed - started).TotalMicroseconds;
            _progress.Next(target)++;
        }
    }

    public void Dispose()
    {
        _progress.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Reads one input.</summary>
    public void Read(int index, byte[] input)
    {
        var (target, number) = (Targets.All[index], _progress.Next(index));
        var path = Path.Combine(Folder, target.Name + target.Extension);
        File.WriteAllBytes(path, input);
        var (before, allocated, finding) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread(), default(string));
        _watch.Begin();
        try
        {
            target.Read(path);
            _progress.Accepted(index)++;
        }
        catch (Exception e) when (Targets.IsTyped(e))
        {
            finding = e is BadInputException && (e.Message.Length > MostCharacters || e.Message.Contains('\n', StringComparison.Ordinal)) ? $"its message has {e.Message.Length} characters" : null;
        }
        catch (Exception e)
        {
            finding = $"{e.GetType().Name} {e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("IqaSharp", StringComparison.Ordinal))?.Trim()}\n{e}";
        }

        // Allocated bytes bound from above what is held of the managed memory; growth is that of everything.
        var bytes = Math.Max(_watch.End(), GC.GetAllocatedBytesForCurrentThread() - allocated);
        var time = Environment.CpuUsage.TotalTime - before;
        if ((long)time.TotalMicroseconds > _progress.Slowest(index))
        {
            (_progress.Slowest(index), _progress.SlowestInput(index)) = ((long)time.TotalMicroseconds, number);
        }

        if (bytes > _progress.Largest(index))
        {
            (_progress.Largest(index), _progress.LargestInput(index)) = (bytes, number);
        }

        finding ??= bytes > MostBytes + target.DeclaredBytes ? $"takes {bytes / 1e6:0} MB" : time > Longest ? $"takes {time.TotalSeconds:0.0} s" : null;
        if (finding is not null)
        {
            _progress.Findings(index)++;
            Keep(folder, target, number, input, finding);
        }
    }

    /// <summary>Keeps an input that broke a promise, and says so.</summary>
    public static void Keep(string folder, Target target, long number, byte[] input, string finding)
    {
        Console.WriteLine($"{target.Name} {number}: {finding.Split('\n')[0]}");
        var name = Path.Combine(folder, $"{target.Name}-{number}");
        if (Directory.GetFiles(folder, $"{target.Name}-*.txt").Length < MostKept)
        {
            File.WriteAllBytes(name + target.Extension, input);
            File.WriteAllText(name + ".txt", finding);
        }
    }

    /// <summary>Where inputs are written: memory where there is such a folder.</summary>
    private static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"iqa-fuzz-{Environment.ProcessId}")).FullName;
}

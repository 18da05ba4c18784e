using System.Diagnostics;
using System.Globalization;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Benchmarks;

/// <summary>SSIMULACRA 2 and Butteraugli next to their authors' programs, on one 1080p pair of PNG files: wall time, in turns, and peak memory of the program.</summary>
internal static class EncoderPrograms
{
    public const string Name = "encoders";

    private const int Runs = 11;
    private const int Threads = 2;

    /// <param name="programs">The authors' programs, such as <c>ssimulacra2=path</c> and <c>butteraugli=butteraugli_main</c>; one that is not given is not run.</param>
    public static void Run(IReadOnlyList<string> programs)
    {
        var folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
        try
        {
            var (reference, distorted) = Pair(folder);
            Console.WriteLine("| what | median | fastest | peak memory |\n| --- | --- | --- | --- |");
            foreach (var metric in new[] { "ssimulacra2", "butteraugli" })
            {
                var program = programs.Select(text => text.Split('=', 2)).FirstOrDefault(pair => pair[0] == metric)?[1];
                Compare(metric, program, reference, distorted);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string name, string? program, string reference, string distorted)
    {
        using var metric = Metric.Load(name, new MetricOptions { Threads = Threads });
        var (decodedReference, decodedDistorted) = (Image.Load(reference), Image.Load(distorted));
        (string What, Func<long?> Run)[] rows =
        [
            ($"`{name}`, {Threads} threads, a decoded pair", () => Ours(() => metric.Score(decodedDistorted, decodedReference))),
            ($"`{name}`, {Threads} threads, two PNG files", () => Ours(() => metric.Score(distorted, reference))),
            .. program is null ? [] : new (string, Func<long?>)[] { ($"the authors' `{Path.GetFileName(program)}`, started anew, two PNG files", () => Theirs(program, reference, distorted)) },
        ];
        var times = rows.Select(_ => new List<double>()).ToArray();
        var memory = new long?[rows.Length];
        for (var run = 0; run <= Runs; run++)
        {
            foreach (var (i, row) in rows.Index())
            {
                var clock = Stopwatch.StartNew();
                var peak = row.Run();
                if (run > 0) // the first warms up
                {
                    times[i].Add(clock.Elapsed.TotalSeconds);
                    memory[i] = Math.Max(memory[i] ?? 0, peak ?? 0);
                }
            }
        }

        foreach (var (i, row) in rows.Index())
        {
            times[i].Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.What} | {times[i][Runs / 2]:0.000} s | {times[i][0]:0.000} s | {(memory[i] is > 0 and var bytes ? $"{bytes / 1e6:0} MB" : "")} |"));
        }
    }

    /// <summary>This process holds both metrics: 'iqa benchmark' measures the memory of each in a process of its own.</summary>
    private static long? Ours(Action score)
    {
        score();
        return null;
    }

    private static long? Theirs(string program, string reference, string distorted)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [reference, distorted]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(2))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        read.Wait();
        return process.ExitCode == 0 ? peak : throw new InvalidOperationException($"{program} ends with {process.ExitCode}: {string.Concat(read.Result)}");
    }

    private static (string Reference, string Distorted) Pair(string folder)
    {
        var (reference, distorted) = (Path.Combine(folder, "reference.png"), Path.Combine(folder, "distorted.png"));
        var photograph = Image.Load(Photographs.Jpeg(folder, 1920, 1080));
        photograph.Save(reference);
        Distortions.Distortion.Of("jpeg").Apply(photograph, 3, 1).Save(distorted);
        return (reference, distorted);
    }
}

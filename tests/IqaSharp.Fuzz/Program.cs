using System.Diagnostics;
using System.Globalization;
using IqaSharp.Fuzz;

// README.md says how it is used. The first process starts a second one that reads, because a reader may end its process.
var options = args.SelectMany(argument => argument.Split('=', 2)).Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
long Number(string name, long otherwise) => options.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (options.TryGetValue("--libfuzzer", out var covered))
{
    Coverage.Run(covered);
    return 0;
}

var seed = Number("--seed", DateTime.UtcNow.Date.Ticks / TimeSpan.TicksPerDay);
var executions = Number("--executions", long.MaxValue);
var seconds = Number("--seconds", executions < long.MaxValue ? int.MaxValue : 60);
var chosen = options.TryGetValue("--target", out var names) ? names.Split(',') : [.. Targets.All.Select(target => target.Name)];
var indices = Enumerable.Range(0, Targets.All.Count).Where(i => chosen.Contains(Targets.All[i].Name)).ToList();
var shares = indices.Sum(i => Targets.All[i].Share);
var folder = Directory.CreateDirectory(options.GetValueOrDefault("--folder") ?? Directory.CreateTempSubdirectory("iqa-fuzz-").FullName).FullName;
long Quota(int i) => executions == long.MaxValue ? executions : executions * Targets.All[i].Share / shares;

if (options.TryGetValue("--read", out var file))
{
    Targets.All[indices[0]].Read(file);
    return 0;
}

if (options.ContainsKey("--worker"))
{
    using var worker = new Worker(folder, seed);
    foreach (var i in indices)
    {
        worker.Run(i, Quota(i), TimeSpan.FromSeconds(seconds));
    }

    return 0;
}

using var progress = new Progress(Path.Combine(folder, "progress"));
Console.WriteLine($"seed {seed}, folder {folder}");
foreach (var i in indices)
{
    var (target, clock) = (Targets.All[i], Stopwatch.StartNew());
    var share = seconds * (double)target.Share / shares;
    for (var left = share; left > 0.5 && progress.Next(i) < Quota(i); left = share - clock.Elapsed.TotalSeconds)
    {
        string[] arguments = ["--worker", "1", "--target", target.Name, "--seed", $"{seed}", "--folder", folder, "--executions", $"{(executions == long.MaxValue ? executions : Quota(i))}", "--seconds", $"{(int)Math.Min(int.MaxValue, Math.Ceiling(left))}"];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))!;
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            break;
        }

        // The input that ended the process is known by its number.
        progress.Findings(i)++;
        Worker.Keep(folder, target, progress.Next(i), new Inputs(target, seed)[progress.Next(i)], process.ExitCode == Worker.Hung ? "takes longer than a minute" : $"ends the process with exit code {process.ExitCode}");
        progress.Next(i)++;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name,-12} {progress.Next(i),10:n0} inputs, {progress.Accepted(i) * 100.0 / Math.Max(1, progress.Next(i)),3:0} % read, {progress.Next(i) * 1e6 / Math.Max(1, progress.Spent(i)),7:n0} a second, at most {progress.Slowest(i) / 1e6:0.000} s (input {progress.SlowestInput(i)}) and {progress.Largest(i) / 1e6:0} MB (input {progress.LargestInput(i)}), {progress.Findings(i)} findings"));
}

// As the tests' own summary.
var failed = indices.Count(i => progress.Findings(i) > 0);
Console.WriteLine($"  failed: {failed}\n  succeeded: {indices.Count - failed}");
return failed > 0 ? 1 : 0;

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Commands;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Benchmarks;

/// <summary>The time and memory of each metric, measured one after the other in processes of their own and kept in a file.</summary>
internal sealed class CostTable
{
    private readonly string _file;
    private readonly string[] _arguments;
    private readonly Dictionary<string, ScoringCost> _known;

    /// <param name="folder">The folder of the file.</param>
    /// <param name="data">The sets as the user named them: the image is one of theirs.</param>
    public CostTable(string folder, string data)
    {
        _file = Path.Combine(folder, "costs.json");
        _arguments = ["benchmark", "--data", data];
        _known = Read(_file);
    }

    /// <summary>By name of metric.</summary>
    public IReadOnlyDictionary<string, ScoringCost> Known => _known;

    /// <summary>What the machine is, in words.</summary>
    public static string Machine => string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Measures a metric unless it is known.</summary>
    /// <param name="metric">As it is loaded.</param>
    /// <param name="name">The name of its card.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it is known now.</returns>
    public async Task<bool> MeasureAsync(string metric, string name, CancellationToken cancellation)
    {
        if (_known.ContainsKey(name))
        {
            return true;
        }

        Terminal.Error($"{name}: time and memory");
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? [Path.Combine(AppContext.BaseDirectory, "iqa.dll")] : [];
        using var process = Process.Start(new ProcessStartInfo(host, [.. program, .. _arguments, BenchmarkCommand.CostOption, metric]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != ExitCode.Done)
        {
            return false;
        }

        _known[name] = JsonSerializer.Deserialize(text, BenchmarkJson.Default.ScoringCost)!;
        AtomicFile.Write(_file, stream => JsonSerializer.Serialize(stream, new Costs(Machine, _known), BenchmarkJson.Default.Costs));
        return true;
    }

    /// <summary>Costs of another machine are measured again.</summary>
    private static Dictionary<string, ScoringCost> Read(string file)
    {
        try
        {
            return File.Exists(file) && JsonSerializer.Deserialize(File.ReadAllBytes(file), BenchmarkJson.Default.Costs) is { } costs && costs.Machine == Machine ? new(costs.Metrics) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>costs.json.</summary>
internal sealed record Costs(string Machine, IReadOnlyDictionary<string, ScoringCost> Metrics);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Costs))]
[JsonSerializable(typeof(ScoringCost))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;

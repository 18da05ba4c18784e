using System.Globalization;
using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Runs;

/// <summary>The files of a run.</summary>
internal sealed class RunFolder
{
    private const string StateKey = "iqa.run";

    public RunFolder(string path)
    {
        OutputFolder.Create(path);
        Path = path;
    }

    public string Path { get; }

    /// <summary>Everything that is needed to resume.</summary>
    public string Last => System.IO.Path.Combine(Path, "last.safetensors");

    /// <summary>The model of the best epoch.</summary>
    public string Best => System.IO.Path.Combine(Path, "best.safetensors");

    /// <summary>A row per step.</summary>
    public string Log => System.IO.Path.Combine(Path, "log.csv");

    /// <summary>A row per epoch.</summary>
    public string Epochs => System.IO.Path.Combine(Path, "epochs.csv");

    /// <summary>What the best weights say of held-out images, a row each.</summary>
    public string HeldOut => System.IO.Path.Combine(Path, "held-out.csv");

    /// <summary>What ran, on which data, on which machine.</summary>
    public string Manifest => System.IO.Path.Combine(Path, "manifest.json");

    /// <summary>Deletes the run's files.</summary>
    public void Clear()
    {
        foreach (var file in new[] { Last, Best, Log, Epochs, HeldOut, Manifest }.Concat(Directory.GetFiles(Path, "events.out.*")))
        {
            File.Delete(file);
        }
    }

    /// <summary>Restores the state of an earlier run; null where there is none.</summary>
    /// <exception cref="BadInputException">The folder holds a run of another recipe, or its state cannot be read.</exception>
    public RunState? Resume(string digest, IReadOnlyDictionary<string, Tensor> tensors, Func<RunState, IReadOnlyDictionary<string, Tensor>> momentsOf)
    {
        if (!File.Exists(Last))
        {
            return null;
        }

        using var checkpoint = SafeTensors.Read(Last);
        var state = checkpoint.Metadata.TryGetValue(StateKey, out var json) ? JsonSerializer.Deserialize<RunState>(json) : null;
        if (state is null || state.Recipe != digest)
        {
            throw new BadInputException(Last, "is of another recipe; --restart begins anew, --run names another folder");
        }

        using var unchanged = no_grad();
        foreach (var (name, value) in tensors.Concat(momentsOf(state)))
        {
            using var stored = tensor(checkpoint.Tensors[name].ToFloats(), value.shape);
            value.copy_(stored);
        }

        return state;
    }

    /// <summary>Writes everything that is needed to resume. If that fails, the state before stays.</summary>
    public void Save(RunState state, IEnumerable<KeyValuePair<string, Tensor>> tensors) => SafeTensors.Write(
        Last,
        tensors.ToDictionary(t => t.Key, t => Torch.TorchParameters.Stored(t.Value)),
        new Dictionary<string, string> { [StateKey] = JsonSerializer.Serialize(state) });

    /// <summary>Removes the rows of steps that will be repeated.</summary>
    public static void Truncate(string csv, int stage, int epoch, int step)
    {
        if (!File.Exists(csv))
        {
            return;
        }

        bool IsBefore(string line)
        {
            var at = line.Split(',').Take(3).Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
            return at.Length < 3 || (at[0], at[1], at[2]).CompareTo((stage, epoch, step)) < 0;
        }

        var lines = File.ReadLines(csv).Take(1).Concat(File.ReadLines(csv).Skip(1).Where(IsBefore)).ToList();
        AtomicFile.Write(csv, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            lines.ForEach(writer.WriteLine);
        });
    }
}

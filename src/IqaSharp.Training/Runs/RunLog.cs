using System.Globalization;
using IqaSharp.Training.Progress;
using TorchSharp;

namespace IqaSharp.Training.Runs;

/// <summary>A run's logs: a row per step and per epoch in CSV files, and the same for TensorBoard.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly StreamWriter _steps;
    private readonly StreamWriter _epochs;
    private readonly TorchSharp.Modules.SummaryWriter _board;
    private int _step;

    /// <param name="folder">The run's folder.</param>
    /// <param name="state">Where the run resumes: rows of steps that will be repeated are removed.</param>
    public RunLog(RunFolder folder, RunState state)
    {
        RunFolder.Truncate(folder.Log, state.Stage, state.Epoch, state.Step);
        RunFolder.Truncate(folder.Epochs, state.Stage, state.Epoch, 0);
        _steps = Append(folder.Log, "stage,epoch,step,loss,rate");
        _epochs = Append(folder.Epochs, "stage,epoch,step,srcc,plcc,ladders,weak,per-reference,choices,best");
        _step = Math.Max(0, File.ReadLines(folder.Log).Count() - 1);
        _board = torch.utils.tensorboard.SummaryWriter(folder.Path, createRunName: false);
    }

    public void Step(int stage, int epoch, int step, double loss, double rate)
    {
        _steps.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage},{epoch},{step},{loss:R},{rate:R}"));
        _board.add_scalar("loss", (float)loss, ++_step);
        _board.add_scalar("rate", (float)rate, _step);
    }

    public void Epoch(int stage, int epoch, Validation? validation, bool best)
    {
        _epochs.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage},{epoch},0,{validation?.Srcc:F4},{validation?.Plcc:F4},{validation?.Ladders:F4},{validation?.PseudoLabels:F4},{validation?.PerReference:F4},{validation?.Choices:F4},{(best ? "best" : "")}"));
        (string Name, double? Value)[] shown = [("srcc", validation?.Srcc), ("plcc", validation?.Plcc), ("ladders", validation?.Ladders), ("weak", validation?.PseudoLabels), ("per-reference", validation?.PerReference), ("choices", validation?.Choices), ("labels", validation?.Labels?.Label)];
        foreach (var (name, value) in shown.Where(number => number.Value is not null))
        {
            _board.add_scalar($"validation/{name}", (float)value!, _step);
        }

        _steps.Flush();
        _epochs.Flush();
    }

    public void Dispose()
    {
        _steps.Dispose();
        _epochs.Dispose();
    }

    private static StreamWriter Append(string path, string heading)
    {
        var isNew = !File.Exists(path);
        var writer = new StreamWriter(path, append: true);
        if (isNew)
        {
            writer.WriteLine(heading);
            writer.Flush();
        }

        return writer;
    }
}

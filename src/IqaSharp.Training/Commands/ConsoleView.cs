using System.Diagnostics;
using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Training.Progress;

namespace IqaSharp.Training.Commands;

/// <summary>Shows a run in one line that is updated, or, where the output is no terminal, in a line every half minute.</summary>
internal sealed class ConsoleView : ITrainingView, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly bool _live = !Console.IsErrorRedirected;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private readonly Pace _pace;
    private (string Stage, int Epoch) _epoch = ("", -1);
    private double _loss;

    public ConsoleView()
    {
        var clock = Stopwatch.StartNew();
        _pace = new Pace(() => clock.Elapsed);
    }

    public void Message(string text) => Line(text);

    public void Caching(string what, int done, int of) => Show(done, of, what);

    public void Step(TrainingProgress progress)
    {
        if (_epoch != (progress.Stage, progress.Epoch))
        {
            (_epoch, _loss) = ((progress.Stage, progress.Epoch), progress.Loss);
        }

        _loss += 0.05 * (progress.Loss - _loss); // over about the last twenty steps
        Show(
            progress.Step,
            progress.Steps,
            $"{progress.Stage} {progress.Epoch + 1}/{progress.Epochs}",
            step => string.Create(CultureInfo.InvariantCulture, $"  loss {_loss:F4}  rate {progress.Rate:0.0e+0}{(step is { } time ? $"  {progress.Images / time.TotalSeconds:F1} images/s" : "")}"));
    }

    public void Validating(int done, int of) => Show(done, of, "validation");

    public void Epoch(int epoch, Validation? validation, bool best)
    {
        static string Text(string what, double? value, string format) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"  {what} {number.ToString(format, CultureInfo.InvariantCulture)}") : "";
        Line(string.Concat(
            $"epoch {epoch + 1}",
            Text("SRCC", validation?.Srcc, "F4"),
            Text("PLCC", validation?.Plcc, "F4"),
            Text("ladders", validation?.Ladders, "P1"),
            Text("weak scores", validation?.PseudoLabels, "F4"),
            Text("per reference", validation?.PerReference, "F4"),
            Text("choices", validation?.Choices, "P1"),
            Text("kind", validation?.Labels?.Kind, "P1"),
            Text("kind and level", validation?.Labels?.Label, "P1"),
            Text("level to one", validation?.Labels?.NearLevel, "P1"),
            best ? "  (best)" : ""));
    }

    public void Dispose()
    {
        if (_live)
        {
            Console.Error.WriteLine();
        }
    }

    private void Show(int done, int of, string what, Func<TimeSpan?, string>? details = null)
    {
        var piece = _pace.Of(what, done);
        if (done < of && _sinceShown.Elapsed < (_live ? TimeSpan.FromMilliseconds(200) : Quiet))
        {
            return;
        }

        _sinceShown.Restart();
        var filled = BarWidth * done / Math.Max(1, of);
        var left = piece is { } time ? string.Create(CultureInfo.InvariantCulture, $"  {time * (of - done):h\\:mm\\:ss} left") : "";
        var line = $"{Printable.Of(what)} {new string('█', filled)}{new string('░', BarWidth - filled)} {done}/{of}{details?.Invoke(piece)}{left}";
        if (_live)
        {
            Console.Error.Write($"\r{line}\u001b[K");
        }
        else
        {
            Console.Error.WriteLine(line);
        }
    }

    private void Line(string text) => Console.Error.WriteLine(_live ? $"\r{Printable.Of(text)}\u001b[K" : Printable.Of(text));
}

using System.Diagnostics;
using System.Globalization;

namespace IqaSharp.CommandLine;

/// <summary>A line below the output on a terminal: items done, items per second, time left. Nothing is shown in the first two seconds, or where the standard error is not a terminal.</summary>
internal sealed class ProgressLine(int total) : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;
    private bool _shown;

    /// <summary>Counts one more item and redraws the line.</summary>
    public void Advance()
    {
        _done++;
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (Console.IsErrorRedirected || elapsed < Delay || _done == total)
        {
            return;
        }

        Console.Error.Write(Text(_done, total, elapsed));
        _shown = true;
    }

    /// <summary>Erases the line; call it before anything else is written.</summary>
    public void Clear()
    {
        if (_shown)
        {
            Console.Error.Write("\r\e[K");
            _shown = false;
        }
    }

    public void Dispose() => Clear();

    internal static string Text(int done, int total, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var left = TimeSpan.FromSeconds((total - done) / rate);
        var remaining = left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes} min" : left.TotalMinutes >= 1 ? $"{(int)left.TotalMinutes} min" : $"{(int)left.TotalSeconds} s";
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {total}, {rate:0.0} a second, {remaining} left");
    }
}

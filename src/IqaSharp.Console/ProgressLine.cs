using System.Diagnostics;
using System.Globalization;

namespace IqaSharp.CommandLine;

/// <summary>Tells on the standard error how far a run is: items done, items per second, time left. On a terminal it is a line below the output, from the third second on; in a log a line a minute.</summary>
/// <param name="total">How many items there are.</param>
/// <param name="before">How many of them were done before this run.</param>
internal sealed class ProgressLine(int total, int before = 0) : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LogPeriod = TimeSpan.FromMinutes(1);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _nextLine = LogPeriod;
    private int _done;
    private bool _shown;

    /// <summary>Counts one more item and redraws the line.</summary>
    public void Advance()
    {
        _done++;
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (before + _done >= total)
        {
            return;
        }

        if (!Console.IsErrorRedirected && elapsed >= Delay)
        {
            Console.Error.Write(Text(_done, total, elapsed, before));
            _shown = true;
        }
        else if (Console.IsErrorRedirected && elapsed >= _nextLine)
        {
            Console.Error.WriteLine(Text(_done, total, elapsed, before));
            _nextLine = elapsed + LogPeriod;
        }
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

    internal static string Text(int done, int total, TimeSpan elapsed, int before = 0)
    {
        var rate = done / elapsed.TotalSeconds;
        var left = TimeSpan.FromSeconds((total - before - done) / rate);
        var remaining = left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes} min" : left.TotalMinutes >= 1 ? $"{(int)left.TotalMinutes} min" : $"{(int)left.TotalSeconds} s";
        return string.Create(CultureInfo.InvariantCulture, $"{before + done} of {total}, {rate:0.0} a second, {remaining} left");
    }
}

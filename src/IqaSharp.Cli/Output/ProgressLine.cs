using System.Diagnostics;
using System.Globalization;

namespace IqaSharp.Cli.Output;

/// <summary>One line below the rows on a terminal: how many are done, how fast, how long it still takes. Silent for two seconds, and wherever the error stream is no terminal.</summary>
internal sealed class ProgressLine(int total) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;
    private bool _shown;

    /// <summary>One more is done.</summary>
    public void Advance()
    {
        _done++;
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (Console.IsErrorRedirected || elapsed < Patience || _done == total)
        {
            return;
        }

        Console.Error.Write(Text(_done, total, elapsed));
        _shown = true;
    }

    /// <summary>Takes the line away, before something else is written.</summary>
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

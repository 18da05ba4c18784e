using System.Diagnostics;
using System.Globalization;
using IqaSharp.Models.Download;

namespace IqaSharp.Cli.Output;

/// <summary>A line on a terminal with the progress and speed of a download.</summary>
internal sealed class TransferLine : IProgress<DownloadProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long _start;
    private long _resumedAt;
    private long _shown;

    public void Report(DownloadProgress value)
    {
        if (Console.IsErrorRedirected || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < Interval && value.Bytes != value.Total))
        {
            return;
        }

        if (_start == 0)
        {
            (_start, _resumedAt) = (Stopwatch.GetTimestamp(), value.Bytes);
        }

        _shown = Stopwatch.GetTimestamp();
        var seconds = Math.Max(Stopwatch.GetElapsedTime(_start).TotalSeconds, 1e-3);
        var total = value.Total is { } t ? string.Create(CultureInfo.InvariantCulture, $" of {t / 1e6:0.0}") : "";
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{value.Bytes / 1e6:0.0}{total} MB, {(value.Bytes - _resumedAt) / 1e6 / seconds:0.0} MB a second"));
    }

    public void Dispose()
    {
        if (_shown != 0)
        {
            Console.Error.Write("\r\e[K");
            _shown = 0;
        }
    }
}

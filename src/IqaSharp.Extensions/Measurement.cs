using System.Diagnostics;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Extensions;

/// <summary>Measures what becomes of one image.</summary>
internal sealed class Measurement : IDisposable
{
    private readonly string _metric;
    private readonly Activity? _activity;
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _outcome = "failed";

    public Measurement(string metric)
    {
        _metric = metric;
        _activity = Telemetry.Source.StartActivity("iqa.score");
        _activity?.SetTag("iqa.metric", metric);
        Telemetry.Pending.Add(1, new KeyValuePair<string, object?>("metric", metric));
    }

    public Image Sized(Image image)
    {
        _activity?.SetTag("iqa.width", image.Width).SetTag("iqa.height", image.Height);
        return image;
    }

    public T Completed<T>(T result)
    {
        _outcome = "scored";
        if (result is QualityScore score)
        {
            _activity?.SetTag("iqa.score", score.Value);
        }

        return result;
    }

    /// <returns>The outcome in a word.</returns>
    public string Failed(Exception e)
    {
        _outcome = e switch
        {
            BadImageException or SizeMismatchException => "bad_image",
            MetricBusyException => "busy",
            OperationCanceledException => "cancelled",
            _ => "failed",
        };
        _activity?.SetStatus(ActivityStatusCode.Error, e.Message);
        return _outcome;
    }

    public void Dispose()
    {
        var tags = new TagList { { "metric", _metric }, { "outcome", _outcome } };
        Telemetry.Images.Add(1, tags);
        Telemetry.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        Telemetry.Pending.Add(-1, new KeyValuePair<string, object?>("metric", _metric));
        _activity?.Dispose();
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IqaSharp.Extensions;

/// <summary>What a service can observe. OpenTelemetry picks it up with <c>AddMeter(Telemetry.Name)</c> and <c>AddSource(Telemetry.Name)</c>.</summary>
/// <remarks>
/// <para>Counter <c>iqasharp.images</c>: images, by <c>metric</c> and <c>outcome</c> (<c>scored</c>, or whatever else was computed, <c>bad_image</c>, <c>busy</c>, <c>cancelled</c>, <c>failed</c>).</para>
/// <para>Histogram <c>iqasharp.duration</c> in seconds, from admission to score, with the same tags.</para>
/// <para>Up-down counter <c>iqasharp.pending</c>: images that are read, wait, or are scored, by <c>metric</c>.</para>
/// <para>Activity <c>iqa.score</c> with the tags <c>iqa.metric</c>, <c>iqa.width</c>, <c>iqa.height</c> and <c>iqa.score</c>.</para>
/// </remarks>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "IqaSharp";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Images = Meter.CreateCounter<long>("iqasharp.images", "{image}", "Images by metric and outcome");

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("iqasharp.duration", "s", "Time from admission to score");

    internal static readonly UpDownCounter<long> Pending = Meter.CreateUpDownCounter<long>("iqasharp.pending", "{image}", "Images that are read, wait, or are scored");
}

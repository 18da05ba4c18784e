using IqaSharp.Core;

namespace IqaSharp.Extensions;

/// <summary>The settings of one metric of a service. A section of a configuration has the same names.</summary>
public sealed class MetricServiceOptions
{
    /// <summary>The model: a name, such as <c>musiq</c>, or a file; null for the name that the metric is registered by.</summary>
    public string? Model { get; set; }

    /// <summary>How many images are scored at the same time. One network scores them all: more of them need more memory, and share the same cores.</summary>
    public int MaxConcurrency { get; set; } = 2;

    /// <summary>How many images may wait. One more is refused with <see cref="MetricBusyException"/>; a service answers 503.</summary>
    public int MaxQueue { get; set; } = 100;

    /// <summary>The largest encoded image in bytes, 32 MiB by default. A larger one is a bad image; no more of it is read.</summary>
    public long MaxBytes { get; set; } = 32 << 20;

    /// <summary>The largest image in pixels, 100 megapixels by default. A larger one is refused after reading its header.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>The longest side in pixels at which the native scale is taken; null for the photograph's own. Smaller is faster; the score says so.</summary>
    public int? MaxSide { get; set; }

    /// <summary>Threads that one score is computed with; 0 for as many as there are cores.</summary>
    public int Threads { get; set; }

    /// <summary>How exactly a network is computed; <see cref="Core.Precision.Fast"/> for a model that was quantised.</summary>
    public Precision Precision { get; set; }

    /// <summary>What is wrong with these settings, naming the property; null for nothing.</summary>
    internal string? Problem() => this switch
    {
        { MaxConcurrency: < 1 } => $"{nameof(MaxConcurrency)} cannot be {MaxConcurrency}: at least 1",
        { MaxQueue: < 0 } => $"{nameof(MaxQueue)} cannot be {MaxQueue}: at least 0",
        { MaxBytes: < 1 } => $"{nameof(MaxBytes)} cannot be {MaxBytes}: at least 1",
        { MaxPixels: < 1 } => $"{nameof(MaxPixels)} cannot be {MaxPixels}: at least 1",
        { MaxSide: < 1 } => $"{nameof(MaxSide)} cannot be {MaxSide}: at least 1",
        { Threads: < 0 } => $"{nameof(Threads)} cannot be {Threads}: at least 0",
        _ => null,
    };
}

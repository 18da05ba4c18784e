namespace IqaSharp.Extensions;

/// <summary>As many images wait as may: try again later. A service answers 503.</summary>
public sealed class MetricBusyException(string metric, MetricServiceOptions options)
    : Exception($"{metric}: {options.MaxConcurrency} images are being scored and {options.MaxQueue} wait: try again later (MaxQueue)");

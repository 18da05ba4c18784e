using Microsoft.Extensions.Logging;

namespace IqaSharp.Extensions;

/// <summary>What is logged.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Metric}: model {Model} loaded in {Milliseconds:0} ms")]
    public static partial void Loaded(ILogger logger, string metric, string model, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "{Metric}: no model can be loaded: {Reason}")]
    public static partial void NotLoaded(ILogger logger, string metric, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Metric}: an image was not scored ({Outcome}): {Reason}")]
    public static partial void Refused(ILogger logger, string metric, string outcome, string reason);
}

using IqaSharp.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>How ONNX Runtime is used.</summary>
internal static class Sessions
{
    /// <summary>The settings of a session.</summary>
    public static SessionOptions Settings(MetricOptions options)
    {
        // Every image has its own number of tokens or crops: a memory plan per shape would only pile up.
        var settings = new SessionOptions { EnableMemoryPattern = false, IntraOpNumThreads = options.Threads };

        // A session's threads go on spinning for 40 ms after its run, on the cores that the other stage and the decoder want.
        settings.AddSessionConfigEntry("session.force_spinning_stop", "1");
        return settings;
    }

    /// <summary>An array as a tensor, not copied.</summary>
    public static OrtValue Wrap<T>(Memory<T> values, params long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);

    /// <summary>Runs what can be broken off in the middle of a network.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static T Cancellable<T>(RunOptions run, Func<T> work, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() => run.Terminate = true);
        try
        {
            return work();
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}

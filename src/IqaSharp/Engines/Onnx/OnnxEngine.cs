using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>Runs networks on ONNX Runtime.</summary>
/// <param name="threads">Threads that one run is computed with; 0 for as many as there are cores.</param>
/// <param name="device">What networks are computed on.</param>
/// <exception cref="BadInputException">The device cannot be used here; the message says what to install.</exception>
public sealed class OnnxEngine(int threads = 0, Device device = Device.Cpu) : IEngine
{
    /// <summary>The network's numbers in 8-bit integers, to compute with what they have of it; null for single precision.</summary>
    internal IntegerWeights? Integers { get; init; }

    /// <inheritdoc/>
    public ICompiledGraph Compile(INetworkGraph graph, IReadOnlyDictionary<string, Tensor> weights)
    {
        var onnx = new OnnxGraph();
        INet<OnnxValue> net = Integers is null ? new OnnxNet(onnx, weights, OnnxOps.Fused) : new IntegerNet(onnx, weights, new MapList(), Integers);
        graph.Build(new OnnxGraphBuilder(onnx, net));
        return Open(onnx);
    }

    /// <summary>Opens a graph that is written already.</summary>
    /// <param name="model">An ONNX file's bytes.</param>
    internal ICompiledGraph Open(byte[] model) => new OnnxSession(model, threads, device, pixels: new Dictionary<string, PixelInput>());

    /// <summary>Opens a graph.</summary>
    internal ICompiledGraph Open(OnnxGraph graph) => new OnnxSession(graph.ToBytes(), threads, device, graph.Pixels);

    internal static SessionOptions Settings(int threads, Device device = Device.Cpu)
    {
        OnnxTelemetry.TurnOff();

        // Every image has its own number of tokens or crops: a memory plan per shape would only pile up.
        // What fails is thrown; written to the standard error as well, it would be said twice.
        var settings = new SessionOptions { EnableMemoryPattern = false, IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

        // A session's threads go on spinning for 40 ms after its run, on the cores that the other stage and the decoder want.
        settings.AddSessionConfigEntry("session.force_spinning_stop", "1");
        ExecutionProvider.Of(device)?.Append(settings);
        return settings;
    }
}

using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IqaSharp.Engines.Onnx;

/// <summary>A graph on ONNX Runtime.</summary>
/// <param name="session">The session.</param>
/// <param name="windows">The inputs that are a stem's windows of pixels, with the byte that a pixel outside the image has.</param>
internal sealed class OnnxSession(InferenceSession session, IReadOnlyDictionary<string, byte> windows) : ICompiledGraph
{
    private readonly Lifetime _lifetime = new(typeof(ICompiledGraph), session.Dispose);

    public bool TakesPixels(string input) => windows.ContainsKey(input);

    public GraphOutputs Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory, CancellationToken cancellation) => Run(
        inputs,
        (run, names, values) =>
        {
            var results = session.Run(run, names, values, outputs);
            var memory = results.Select(result => new OrtMemory(result)).ToArray();
            return new GraphOutputs([.. outputs.Select((name, i) => new GraphValue(name, memory[i].Memory, results[i].GetTensorTypeAndShape().Shape))], memory);
        },
        releaseMemory,
        cancellation);

    public void Fill(GraphValue output, IReadOnlyList<GraphValue> inputs, bool releaseMemory, CancellationToken cancellation) => Run(
        inputs,
        (run, names, values) =>
        {
            using var target = Wrap(output);
            session.Run(run, names, values, [output.Name], [target]);
            return output;
        },
        releaseMemory,
        cancellation);

    public void Dispose() => _lifetime.End();

    private T Run<T>(IReadOnlyList<GraphValue> inputs, Func<RunOptions, string[], OrtValue[], T> work, bool releaseMemory, CancellationToken cancellation)
    {
        using var use = _lifetime.Enter();
        using var run = new RunOptions();
        if (releaseMemory)
        {
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        using var registration = cancellation.Register(() => run.Terminate = true);
        var values = inputs.Select(Wrap).ToArray();
        try
        {
            return work(run, [.. inputs.Select(input => input.Name)], values);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    /// <summary>The caller's memory as a tensor, not copied unless it is pixels.</summary>
    private OrtValue Wrap(GraphValue value) => value.Integers is { } integers
        ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, integers, [.. value.Shape])
        : value.Bytes is { } pixels ? Windows(pixels.Span, value.Shape, windows[value.Name])
        : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, value.Floats, [.. value.Shape]);

    /// <summary>Pixels [batch, height, width, 3] as a stem's windows.</summary>
    private static OrtValue Windows(ReadOnlySpan<byte> pixels, IReadOnlyList<long> shape, byte outside)
    {
        var (batch, height, width) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.UInt8, [batch, Stem.Windows(height), Stem.Windows(width), Stem.WindowChannels]);
        var laidOut = value.GetTensorMutableDataAsSpan<byte>();
        for (var i = 0; i < batch; i++)
        {
            Stem.LayOut(pixels.Slice(i * (pixels.Length / batch), pixels.Length / batch), height, width, outside, laidOut.Slice(i * (laidOut.Length / batch), laidOut.Length / batch));
        }

        return value;
    }
}

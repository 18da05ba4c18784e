using IqaSharp.Core;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>A graph on ONNX Runtime.</summary>
internal sealed class OnnxSession(InferenceSession session) : ICompiledGraph
{
    private readonly Lifetime _lifetime = new(typeof(ICompiledGraph), session.Dispose);

    public bool TakesPixels(string input) => session.InputMetadata[input].ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8;

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

    /// <summary>The caller's memory as a tensor, not copied.</summary>
    private static OrtValue Wrap(GraphValue value) => value.Integers is { } integers
        ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, integers, [.. value.Shape])
        : value.Bytes is { } bytes ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, bytes, [.. value.Shape])
        : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, value.Floats, [.. value.Shape]);
}

using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>A graph on ONNX Runtime.</summary>
internal sealed class OnnxSession(InferenceSession session) : ICompiledGraph
{
    public IReadOnlyList<GraphValue> Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory, CancellationToken cancellation) => Run(
        inputs,
        (run, names, values) =>
        {
            using var results = session.Run(run, names, values, outputs);
            return outputs.Zip(results, (name, result) => new GraphValue(name, result.GetTensorDataAsSpan<float>().ToArray(), result.GetTensorTypeAndShape().Shape)).ToArray();
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

    public void Dispose() => session.Dispose();

    private static T Run<T>(IReadOnlyList<GraphValue> inputs, Func<RunOptions, string[], OrtValue[], T> work, bool releaseMemory, CancellationToken cancellation)
    {
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
        : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, value.Floats, [.. value.Shape]);
}

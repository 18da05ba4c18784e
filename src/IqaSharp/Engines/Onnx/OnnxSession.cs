using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IqaSharp.Engines.Onnx;

/// <summary>A graph on ONNX Runtime. ONNX Runtime decides on threads when a graph is opened, not when it runs: it is opened on all threads for a run that has them,
/// and on one for runs side by side, each when the first such run needs it. Numbers do not depend on that.</summary>
internal sealed class OnnxSession : ICompiledGraph
{
    private readonly Lazy<InferenceSession> _onAll;
    private readonly Lazy<InferenceSession> _onOne;
    private readonly Lifetime _lifetime;
    private readonly IReadOnlyDictionary<string, PixelInput> _pixels;

    /// <param name="model">An ONNX file's bytes; released when both have been opened.</param>
    /// <param name="threads">All threads; 0 for as many as there are cores.</param>
    /// <param name="device">Where it runs. On others than the CPU there is one session for all runs: threads have no part in it.</param>
    /// <param name="pixels">The inputs that are pixels.</param>
    /// <exception cref="BadInputException">The device cannot be used here.</exception>
    public OnnxSession(byte[] model, int threads, Device device, IReadOnlyDictionary<string, PixelInput> pixels)
    {
        InferenceSession Open(int count)
        {
            using var settings = OnnxEngine.Settings(count, device);
            return new InferenceSession(model, settings);
        }

        _pixels = pixels;
        _onAll = new(() => Open(threads));
        _onOne = device != Device.Cpu || threads == 1 || (threads == 0 && Environment.ProcessorCount == 1) ? _onAll : new(() => Open(1));
        _lifetime = new(typeof(ICompiledGraph), Release);
        if (device != Device.Cpu)
        {
            OpenAtOnce(device);
        }
    }

    public bool TakesPixels(string input) => _pixels.ContainsKey(input);

    public GraphOutputs Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory, CancellationToken cancellation) => Run(
        inputs,
        (session, run, names, values) =>
        {
            var results = session.Run(run, names, values, outputs);
            var memory = results.Select(result => new OrtMemory(result)).ToArray();
            return new GraphOutputs([.. outputs.Select((name, i) => new GraphValue(name, memory[i].Memory, results[i].GetTensorTypeAndShape().Shape))], memory);
        },
        releaseMemory,
        cancellation);

    public void Fill(GraphValue output, IReadOnlyList<GraphValue> inputs, bool releaseMemory, CancellationToken cancellation) => Run(
        inputs,
        (session, run, names, values) =>
        {
            using var target = Wrap(output);
            session.Run(run, names, values, [output.Name], [target]);
            return output;
        },
        releaseMemory,
        cancellation);

    public void Dispose() => _lifetime.End();

    private T Run<T>(IReadOnlyList<GraphValue> inputs, Func<InferenceSession, RunOptions, string[], OrtValue[], T> work, bool releaseMemory, CancellationToken cancellation)
    {
        using var use = _lifetime.Enter();
        var session = (SingleThread.IsEntered ? _onOne : _onAll).Value;
        using var run = new RunOptions();
        if (releaseMemory)
        {
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        using var registration = cancellation.Register(() => run.Terminate = true);
        List<string> names = [.. inputs.Select(input => input.Name)];
        List<OrtValue> values = [.. inputs.Select(Wrap)];
        foreach (var input in inputs.Where(input => input.Bytes is not null))
        {
            if (_pixels[input.Name] is { Floats: { } floats } pixels)
            {
                names.Add(floats);
                values.Add(Planes(input.Bytes!.Value.Span, input.Shape, pixels.Levels));
            }
        }

        try
        {
            return work(session, run, [.. names], [.. values]);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    /// <summary>Some devices turn out to be missing only when a graph is opened.</summary>
    private void OpenAtOnce(Device device)
    {
        DeviceSupport.Require(device);
        try
        {
            _ = _onAll.Value;
        }
        catch (OnnxRuntimeException e)
        {
            throw DeviceSupport.Unusable(device, ExecutionProvider.Of(device)!.Failed(e), e);
        }
    }

    private void Release()
    {
        foreach (var session in new[] { _onAll, _onOne }.Distinct())
        {
            if (session.IsValueCreated)
            {
                session.Value.Dispose();
            }
        }
    }

    /// <summary>The caller's memory as a tensor, not copied unless it is pixels.</summary>
    private OrtValue Wrap(GraphValue value) => value.Integers is { } integers
        ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, integers, [.. value.Shape])
        : value.Bytes is { } pixels ? Windows(pixels.Span, value.Shape, _pixels[value.Name].Outside)
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

    /// <summary>Pixels [batch, height, width, 3] as floats [batch, 3, height, width].</summary>
    private static OrtValue Planes(ReadOnlySpan<byte> pixels, IReadOnlyList<long> shape, PixelLookup levels)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [shape[0], shape[3], shape[1], shape[2]]);
        var floats = value.GetTensorMutableDataAsSpan<float>();
        var size = pixels.Length / (int)shape[0];
        for (var start = 0; start < pixels.Length; start += size)
        {
            levels.Deinterleave(pixels.Slice(start, size), floats.Slice(start, size), size / 3);
        }

        return value;
    }
}

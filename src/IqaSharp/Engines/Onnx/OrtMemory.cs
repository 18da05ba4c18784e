using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IqaSharp.Core;
using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>The numbers of an output where ONNX Runtime wrote them.</summary>
internal sealed unsafe class OrtMemory : MemoryManager<float>, IDisposable
{
    private readonly OrtValue _value;
    private readonly Lifetime _lifetime;

    public OrtMemory(OrtValue value) => (_value, _lifetime) = (value, new Lifetime(typeof(GraphOutputs), value.Dispose));

    public override Span<float> GetSpan()
    {
        using var use = _lifetime.Enter();
        return _value.GetTensorMutableDataAsSpan<float>();
    }

    /// <summary>Keeps the numbers until <see cref="Unpin"/>: a graph that reads them pins them.</summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        _lifetime.Enter();
        return new((float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_value.GetTensorMutableDataAsSpan<float>())) + elementIndex, pinnable: this);
    }

    public override void Unpin() => _lifetime.Leave();

    public void Dispose() => _lifetime.End();

    protected override void Dispose(bool disposing) => _lifetime.End();
}

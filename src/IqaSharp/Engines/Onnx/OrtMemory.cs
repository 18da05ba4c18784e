using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>The numbers of an output where ONNX Runtime wrote them.</summary>
internal sealed unsafe class OrtMemory(OrtValue value) : MemoryManager<float>, IDisposable
{
    public override Span<float> GetSpan() => value.GetTensorMutableDataAsSpan<float>();

    public override MemoryHandle Pin(int elementIndex = 0) =>
        new((float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(GetSpan())) + elementIndex);

    public override void Unpin()
    {
        // native memory does not move
    }

    public void Dispose() => value.Dispose();

    protected override void Dispose(bool disposing) => value.Dispose();
}

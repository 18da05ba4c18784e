namespace IqaSharp.Engines.Onnx;

/// <summary>What networks are computed on. Images are decoded and resized, and classical metrics computed, on the CPU. <see cref="DeviceSupport.Here"/> tells which of them there are.</summary>
public enum Device
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A graphics card of NVIDIA.</summary>
    Cuda,

    /// <summary>The same, by way of TensorRT, which takes minutes to prepare a network for each new size of its input.</summary>
    TensorRt,

    /// <summary>A graphics card under Windows, by DirectX 12.</summary>
    DirectMl,

    /// <summary>The graphics and neural processors of Apple.</summary>
    CoreMl,

    /// <summary>Processors and graphics of Intel.</summary>
    OpenVino,
}

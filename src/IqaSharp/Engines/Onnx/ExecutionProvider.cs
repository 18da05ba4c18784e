using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>The part of ONNX Runtime that computes on a device.</summary>
/// <param name="Name">Its name in ONNX Runtime.</param>
/// <param name="Package">The package whose ONNX Runtime contains it.</param>
/// <param name="Needs">What the machine needs besides.</param>
/// <param name="Append">Adds it to the settings of a session.</param>
internal sealed record ExecutionProvider(string Name, string Package, string Needs, Action<SessionOptions> Append)
{
    /// <summary>That of a device; null for the CPU, which needs none.</summary>
    public static ExecutionProvider? Of(Device device) => device switch
    {
        Device.Cuda => new("CUDAExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu", "an NVIDIA GPU with its driver, CUDA 13 and cuDNN 9", settings => settings.AppendExecutionProvider_CUDA()),
        Device.TensorRt => new("TensorrtExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu", "an NVIDIA GPU with its driver, CUDA 13, cuDNN 9 and TensorRT 10", settings => settings.AppendExecutionProvider_Tensorrt()),
        Device.DirectMl => new("DmlExecutionProvider", "Microsoft.ML.OnnxRuntime.DirectML", "Windows with DirectX 12", settings => settings.AppendExecutionProvider_DML()),
        Device.CoreMl => new("CoreMLExecutionProvider", "Microsoft.ML.OnnxRuntime", "macOS", settings => settings.AppendExecutionProvider_CoreML()),
        Device.OpenVino => new("OpenVINOExecutionProvider", "Intel.ML.OnnxRuntime.OpenVino", "a processor or graphics of Intel", settings => settings.AppendExecutionProvider_OpenVINO()),
        _ => null,
    };

    /// <summary>What is missing here, in one line; null if nothing is.</summary>
    public string? Missing()
    {
        OnnxTelemetry.TurnOff();
        var runtime = OrtEnv.Instance();
        if (!runtime.GetAvailableProviders().Contains(Name))
        {
            return $"this program's ONNX Runtime was built without it; it needs the package {Package} and {Needs} (docs/install.md)";
        }

        // It would write to the standard error what the exception says.
        var level = runtime.EnvLogLevel;
        runtime.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        try
        {
            using var settings = new SessionOptions();
            Append(settings);
            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return Failed(e);
        }
        finally
        {
            runtime.EnvLogLevel = level;
        }
    }

    /// <summary>Why it does not run, in one line.</summary>
    public string Failed(Exception e) => $"needs {Needs}, and ONNX Runtime says: {e.Message.ReplaceLineEndings(" ").Trim()}";
}

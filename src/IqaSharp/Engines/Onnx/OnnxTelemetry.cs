using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Engines.Onnx;

/// <summary>ONNX Runtime 1.29 and later report each process and each model to Microsoft, on Linux and macOS as well, and keep what waits in the user's cache folder. Scoring is nobody else's business.</summary>
internal static partial class OnnxTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> s_off = new(static () =>
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            return false; // somebody has chosen
        }

        // The variable alone prevents the report of the process, which ONNX Runtime makes as it starts. It is read by native code, which does not see what .NET sets.
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnv(Variable, "1", overwrite: 0);
        }

        OrtEnv.Instance().DisableTelemetryEvents();
        return true;
    });

    /// <summary>Turns it off, once; to be called before ONNX Runtime is used.</summary>
    public static void TurnOff() => _ = s_off.Value;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}

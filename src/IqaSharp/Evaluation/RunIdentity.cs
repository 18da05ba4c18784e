using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Evaluation;

/// <summary>What scores depend on besides the images: the version of this library, the models' bytes, and options.</summary>
internal static class RunIdentity
{
    /// <summary>The version of this library, with the commit.</summary>
    public static string Version => typeof(Metric).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>SHA-256 of a metric's model file; null for one without.</summary>
    /// <param name="nameOrPath">What it was loaded by.</param>
    /// <param name="metric">The metric.</param>
    public static string? Model(string nameOrPath, Metric metric)
    {
        if (metric.Card.Architecture == ClassicalMetric.Architecture)
        {
            return null;
        }

        using var stream = File.OpenRead(ModelStore.Default.Find(nameOrPath));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The options that change scores, as they are written on the command line.</summary>
    /// <param name="options">The options.</param>
    /// <param name="pairs">Whether images are compared with references.</param>
    public static Dictionary<string, string> Options(MetricOptions options, bool pairs)
    {
        var chosen = new Dictionary<string, string> { ["--max-pixels"] = options.Decoding.MaxPixels.ToString(CultureInfo.InvariantCulture) };
        if (options.MaxSide is { } side)
        {
            chosen["--max-side"] = side.ToString(CultureInfo.InvariantCulture);
        }

        if (options.Device != Device.Cpu)
        {
            chosen["--device"] = options.Device.ToString();
        }

        if (pairs)
        {
            chosen["--crops"] = options.Crops.ToString(CultureInfo.InvariantCulture);
            chosen["--fit"] = options.SizeMismatch == SizeMismatchPolicy.Reference ? "reference" : "none";
        }

        return chosen;
    }
}

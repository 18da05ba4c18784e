using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>A reference that consecutive images of a <see cref="ScoringPipeline"/> share: whichever of them is first decodes it and has it processed, the others wait for that.
/// It is released with the last of them.</summary>
internal sealed class SharedReference
{
    private readonly Lazy<Image> _image;
    private readonly Lazy<ReferencedMetric>?[] _processed;
    private readonly Lifetime _lifetime;

    /// <param name="path">Its file.</param>
    /// <param name="decoding">How it is decoded.</param>
    /// <param name="steps">Those that take a reference process it.</param>
    /// <param name="cancellation">Stops that.</param>
    public SharedReference(string path, DecodeOptions decoding, IReadOnlyList<PipelineStep> steps, CancellationToken cancellation)
    {
        Path = path;
        _image = new(() => Image.Load(path, decoding));
        _processed = [.. steps.Select(step => step is PipelineStep.Paired paired ? new Lazy<ReferencedMetric>(() => paired.With(_image.Value, cancellation)) : null)];
        _lifetime = new Lifetime(typeof(SharedReference), Release);
    }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>The decoded reference.</summary>
    /// <exception cref="BadImageException">It cannot be read; for each image again.</exception>
    public Image Image => _image.Value;

    /// <summary>The reference as the metric of a step has processed it.</summary>
    /// <exception cref="BadInputException">The metric cannot use it; for each image again.</exception>
    public ReferencedMetric For(int step) => _processed[step]!.Value;

    /// <summary>Begins the use by an image.</summary>
    public Lifetime.Use Enter() => _lifetime.Enter();

    /// <summary>No further image shares it.</summary>
    public void End() => _lifetime.End();

    private void Release()
    {
        foreach (var processed in _processed)
        {
            if (processed is { IsValueCreated: true })
            {
                processed.Value.Dispose();
            }
        }
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Microsoft.Extensions.Logging;

namespace IqaSharp.Extensions;

/// <summary>A metric for a service: one network, loaded with the first image, that scores a bounded number of images at a time while a bounded number waits.</summary>
/// <remarks>Thread-safe. Each image leaves a measurement and an activity, both named <c>IqaSharp</c>; see <see cref="Telemetry"/>.</remarks>
public sealed class MetricService : IDisposable
{
    private readonly MetricServiceOptions _options;
    private readonly DecodeOptions _decoding;
    private readonly Lazy<Task<Metric>> _metric;
    private readonly SemaphoreSlim _running;
    private readonly ILogger _logger;
    private int _admitted;

    /// <param name="name">The name that it is registered and measured by.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="logger">Told of loading, and of images that are refused.</param>
    /// <exception cref="ArgumentException">A setting does not hold.</exception>
    public MetricService(string name, MetricServiceOptions options, ILogger<MetricService> logger)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        (Name, _options, _logger) = (name, options, logger);
        _decoding = new DecodeOptions { MaxBytes = options.MaxBytes, MaxPixels = options.MaxPixels };
        _running = new SemaphoreSlim(options.MaxConcurrency);
        _metric = new Lazy<Task<Metric>>(() => Task.Run(Load));
    }

    /// <summary>The name that it is registered and measured by.</summary>
    public string Name { get; }

    /// <summary>How many more images could be taken at this moment; 0 when the next one would be refused.</summary>
    public int Free => Math.Max(0, _options.MaxConcurrency + _options.MaxQueue - Volatile.Read(ref _admitted));

    /// <summary>The metric, loaded if it is not yet: for its card, and to load it before the first image.</summary>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be used.</exception>
    public Task<Metric> GetMetricAsync() => _metric.Value;

    /// <summary>Scores an encoded image, such as the body of a request: read asynchronously, at most <see cref="MetricServiceOptions.MaxBytes"/>.</summary>
    /// <exception cref="BadImageException">It cannot be read, is too large, or is no image.</exception>
    /// <exception cref="MetricBusyException">Too many images wait.</exception>
    /// <exception cref="ReferenceKindException">The metric needs a reference.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: while it was read, waited, or was scored.</exception>
    public Task<QualityScore> ScoreAsync(Stream image, CancellationToken cancellation = default) => AdmitAsync(
        async measured =>
        {
            var encoded = await ReadAsync(image, "image", cancellation).ConfigureAwait(false);
            return await WithSlotAsync(metric => Task.Run(() => metric.ScoreAsync(measured.Sized(Decode(encoded, "image")), cancellation), cancellation), cancellation).ConfigureAwait(false);
        });

    /// <summary>Scores an encoded image against an encoded reference.</summary>
    /// <exception cref="SizeMismatchException">They differ in size.</exception>
    /// <inheritdoc cref="ScoreAsync(Stream, CancellationToken)"/>
    public Task<QualityScore> ScoreAsync(Stream image, Stream reference, CancellationToken cancellation = default) => AdmitAsync(
        async measured =>
        {
            var encoded = await ReadAsync(image, "image", cancellation).ConfigureAwait(false);
            var original = await ReadAsync(reference, "reference", cancellation).ConfigureAwait(false);
            return await WithSlotAsync(
                metric => Task.Run(() => metric.ScoreAsync(measured.Sized(Decode(encoded, "image")), Decode(original, "reference"), cancellation), cancellation),
                cancellation).ConfigureAwait(false);
        });

    /// <summary>Scores an image file.</summary>
    /// <inheritdoc cref="ScoreAsync(Stream, CancellationToken)"/>
    public Task<QualityScore> ScoreAsync(string path, CancellationToken cancellation = default) =>
        AdmitAsync(_ => WithSlotAsync(metric => metric.ScoreAsync(path, cancellation), cancellation));

    /// <summary>Scores an image file against a reference.</summary>
    /// <inheritdoc cref="ScoreAsync(Stream, Stream, CancellationToken)"/>
    public Task<QualityScore> ScoreAsync(string path, string reference, CancellationToken cancellation = default) =>
        AdmitAsync(_ => WithSlotAsync(metric => metric.ScoreAsync(path, reference, cancellation), cancellation));

    /// <summary>Computes anything of encoded images with the metric, such as an embedding or a map, as one image among those that are scored and wait.</summary>
    /// <param name="images">The images; they are decoded when their turn has come.</param>
    /// <param name="compute">Receives the metric, the decoded images and the cancellation.</param>
    /// <param name="cancellation">Ends waiting, and is passed on.</param>
    /// <inheritdoc cref="ScoreAsync(Stream, CancellationToken)"/>
    public Task<T> RunAsync<T>(IReadOnlyList<EncodedImage> images, Func<Metric, IReadOnlyList<Image>, CancellationToken, Task<T>> compute, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(compute);
        return AdmitAsync(measured => WithSlotAsync(
            metric => Task.Run(() => compute(metric, [.. images.Select(image => measured.Sized(Decode(image.Bytes, image.Name)))], cancellation), cancellation),
            cancellation));
    }

    /// <summary>Releases the network, once it is loaded if that has begun.</summary>
    public void Dispose()
    {
        if (_metric.IsValueCreated)
        {
            _ = _metric.Value.ContinueWith(
                loaded => loaded.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        _running.Dispose();
    }

    private Metric Load()
    {
        var model = _options.Model ?? Name;
        var options = new MetricOptions { Decoding = _decoding, MaxSide = _options.MaxSide, Threads = _options.Threads, Precision = _options.Precision };
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            var metric = Metric.Load(model, options);
            Log.Loaded(_logger, Name, metric.Card.Name, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            return metric;
        }
        catch (BadInputException e)
        {
            Log.NotLoaded(_logger, Name, e.Message);
            throw;
        }
    }

    /// <summary>Admits an image or refuses it, and measures what becomes of it.</summary>
    private async Task<T> AdmitAsync<T>(Func<Measurement, Task<T>> compute)
    {
        using var measured = new Measurement(Name);
        try
        {
            if (Interlocked.Increment(ref _admitted) > _options.MaxConcurrency + _options.MaxQueue)
            {
                throw new MetricBusyException(Name, _options);
            }

            return measured.Completed(await compute(measured).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            Log.Refused(_logger, Name, measured.Failed(e), e.Message);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _admitted);
        }
    }

    private Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, string name, CancellationToken cancellation) => Image.ReadEncodedAsync(stream, name, _decoding, cancellation);

    private Image Decode(ReadOnlyMemory<byte> encoded, string name) => Image.Load(encoded, name, _decoding);

    /// <summary>What waits is encoded: it is decoded when its turn has come.</summary>
    private async Task<T> WithSlotAsync<T>(Func<Metric, Task<T>> compute, CancellationToken cancellation)
    {
        var metric = await GetMetricAsync().WaitAsync(cancellation).ConfigureAwait(false);
        await _running.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await compute(metric).ConfigureAwait(false);
        }
        finally
        {
            _running.Release();
        }
    }
}

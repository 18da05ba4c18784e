using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IqaSharp.Images;
using IqaSharp.Weights;

namespace IqaSharp.Scoring;

/// <summary>A loaded model, ready to score. Scoring is thread-safe; loading once and scoring often is cheapest.</summary>
/// <example><code>
/// using var metric = Metric.Load("musiq");
/// Console.WriteLine(metric.Score("photo.jpg").Value);
/// </code></example>
public sealed class Metric : IDisposable
{
    private readonly MusiqScorer _scorer;
    private readonly MetricOptions _options;

    private Metric(ModelCard card, MusiqScorer scorer, MetricOptions options) => (Card, _scorer, _options) = (card, scorer, options);

    /// <summary>What is known of the model: what it judges, the range and direction of its scores, where it comes from.</summary>
    public ModelCard Card { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="nameOrPath">The name of an installed model, such as <c>musiq</c>, or a model file.</param>
    /// <param name="options">How it works; null for exact.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be used.</exception>
    public static Metric Load(string nameOrPath, MetricOptions? options = null)
    {
        options ??= new MetricOptions();
        using var model = Model.Read(ModelStore.Default.Find(nameOrPath));
        return new Metric(model.Card, new MusiqScorer(model.Musiq, model.Tensors, options), options);
    }

    /// <summary>Scores an image file.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    public QualityScore Score(string path) => Score(Image.Load(path, _options.Decoding));

    /// <summary>Scores an encoded image, read to its end.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    public QualityScore Score(Stream stream) => Score(Image.Load(stream, options: _options.Decoding));

    /// <summary>Scores a decoded image.</summary>
    public QualityScore Score(Image image) => _scorer.Score(image, CancellationToken.None);

    /// <summary>Scores an image file on another thread.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    public Task<QualityScore> ScoreAsync(string path, CancellationToken cancellation = default) =>
        Task.Run(() => _scorer.Score(Image.Load(path, _options.Decoding), cancellation), cancellation);

    /// <summary>Scores an encoded image on another thread.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    public Task<QualityScore> ScoreAsync(Stream stream, CancellationToken cancellation = default) =>
        Task.Run(() => _scorer.Score(Image.Load(stream, options: _options.Decoding), cancellation), cancellation);

    /// <summary>Scores image files in their order. Each is decoded while the one before it is scored, and memory does not grow with their number.
    /// An image that cannot be read is a result too.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<ScoredImage> ScoreManyAsync(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var decoded = Channel.CreateBounded<(string Path, Image? Image, string? Error)>(1);
        var decoding = Task.Run(() => DecodeAsync(paths, decoded.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var (path, image, error) in decoded.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return image is null
                    ? new ScoredImage(path, null, error)
                    : new ScoredImage(path, await Task.Run(() => _scorer.Score(image, stop.Token), stop.Token).ConfigureAwait(false), null);
            }
        }
        finally
        {
            // Whoever stops listening stops the decoding; its own end is of no interest then.
            await stop.CancelAsync().ConfigureAwait(false);
            await decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Releases the network.</summary>
    public void Dispose() => _scorer.Dispose();

    private async Task DecodeAsync(IEnumerable<string> paths, ChannelWriter<(string Path, Image? Image, string? Error)> writer, CancellationToken cancellation)
    {
        try
        {
            foreach (var path in paths)
            {
                (string Path, Image? Image, string? Error) entry;
                try
                {
                    entry = (path, Image.Load(path, _options.Decoding), null);
                }
                catch (BadImageException e)
                {
                    entry = (path, null, e.Reason);
                }

                await writer.WriteAsync(entry, cancellation).ConfigureAwait(false);
            }

            writer.Complete();
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }
}

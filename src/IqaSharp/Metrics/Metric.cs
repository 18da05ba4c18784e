using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A loaded model, ready to score. Scoring is thread-safe; loading once and scoring often is cheapest.</summary>
/// <remarks>It may be disposed of while other threads score: scores that are running end as usual, and the memory is released with the last of them.
/// Whatever begins later throws <see cref="ObjectDisposedException"/>.</remarks>
/// <example><code>
/// using var metric = Metric.Load("musiq");
/// Console.WriteLine(metric.Score("photo.jpg").Value);
/// </code></example>
public sealed partial class Metric : IDisposable
{
    private readonly ILoadedNetwork _network;
    private readonly MetricOptions _options;
    private readonly Explainer? _explainer;
    private readonly Lifetime _lifetime;

    private Metric(ModelCard card, ILoadedNetwork network, MetricOptions options, Explainer? explainer = null) =>
        (Card, _network, _options, _explainer, _lifetime) = (card, network, options, explainer, new Lifetime(typeof(Metric), network.Dispose));

    /// <summary>The model card: what the model judges, the range and direction of its scores, where it comes from.</summary>
    public ModelCard Card { get; }

    /// <summary>How exactly it is computed: <see cref="Precision.Fast"/> only where that was asked for, the model was quantised, and this processor gains by it.</summary>
    public Precision Precision { get; private init; }

    /// <summary>Whether the model is a classifier: use <see cref="Classify(string)"/>; it gives no scores.</summary>
    public bool NamesLabels => _network is ILabeller;

    /// <summary>The network, for tests.</summary>
    internal ILoadedNetwork Network => _network;

    /// <summary>Loads a model.</summary>
    /// <param name="nameOrPath">The name of an installed model, such as <c>musiq</c>, of a classical metric, such as <c>ssim</c>, or a model file.
    /// The classical names are reserved: to load a model file with such a name, give a path with a folder or an extension.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be used.</exception>
    /// <exception cref="BadInputException"><see cref="MetricOptions.Device"/> cannot be used here; the message says what to install.</exception>
    public static Metric Load(string nameOrPath, MetricOptions? options = null)
    {
        options ??= new MetricOptions();
        if (ClassicalMetrics.Find(nameOrPath) is { } classic)
        {
            return new Metric(classic.Card, classic.PrepareReference is null ? new ClassicalScorer(classic) : new ClassicalPairScorer(classic), options);
        }

        using var model = Model.Read(ModelStore.Default.Find(nameOrPath, [.. ClassicalMetrics.All.Select(metric => metric.Name)]));
        var integers = options is { Precision: Precision.Fast, Device: Device.Cpu } && ByteArithmetic.Pays && model.Quantisation is { } quantisation ? new IntegerWeights(quantisation) : null;
        try
        {
            var network = model.Architecture.Load(model.Configuration, model.Tensors, new OnnxEngine(options.Threads, options.Device) { Integers = integers }, options);
            return new Metric(model.Card, CalibratedScorer.Of(network, model, nameOrPath), options, ExplanationMaker.Require(model.Explainer, network, nameOrPath)) { Precision = integers is null ? Precision.Exact : Precision.Fast };
        }
        catch (FormatException e) when (integers is not null)
        {
            throw new BadWeightsException(nameOrPath, $"its quantisation cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Scores an image file.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    /// <exception cref="UndefinedScoreException">The metric gave NaN or an infinity.</exception>
    /// <exception cref="ReferenceKindException">The metric needs a reference.</exception>
    public QualityScore Score(string path) => Score(Image.Load(path, _options.Decoding));

    /// <summary>Scores an encoded image, read to its end.</summary>
    /// <inheritdoc cref="Score(string)"/>
    public QualityScore Score(Stream stream) => Score(Image.Load(stream, options: _options.Decoding));

    /// <summary>Scores a decoded image.</summary>
    /// <inheritdoc cref="Score(string)"/>
    public QualityScore Score(Image image) => ScoreAlone(image, CancellationToken.None);

    /// <summary>Scores an image file against a reference: its pristine original, or the degraded input of the restoration, as the card says.</summary>
    /// <exception cref="BadImageException">One of them cannot be read, or is too small.</exception>
    /// <exception cref="UndefinedScoreException">The metric gave NaN or an infinity.</exception>
    /// <exception cref="SizeMismatchException">They differ in size, and <see cref="MetricOptions.SizeMismatch"/> does not allow it.</exception>
    /// <exception cref="ReferenceKindException">The metric takes no reference.</exception>
    public QualityScore Score(string path, string reference) => Score(Image.Load(path, _options.Decoding), Image.Load(reference, _options.Decoding));

    /// <summary>Scores an encoded image against an encoded reference.</summary>
    /// <inheritdoc cref="Score(string, string)"/>
    public QualityScore Score(Stream stream, Stream reference) =>
        Score(Image.Load(stream, options: _options.Decoding), Image.Load(reference, "reference", _options.Decoding));

    /// <summary>Scores a decoded image against a decoded reference.</summary>
    /// <inheritdoc cref="Score(string, string)"/>
    public QualityScore Score(Image image, Image reference)
    {
        using var referenced = WithReference(reference);
        return referenced.Score(image);
    }

    /// <summary>Processes a reference once, to score any number of images against it.</summary>
    /// <inheritdoc cref="Score(string, string)"/>
    public ReferencedMetric WithReference(string path) => WithReference(Image.Load(path, _options.Decoding));

    /// <summary>Processes a reference once, to score any number of images against it.</summary>
    /// <inheritdoc cref="Score(string, string)"/>
    public ReferencedMetric WithReference(Image reference) => Referenced(reference, CancellationToken.None);

    /// <summary>Scores an image file on another thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Score(string)"/>
    public Task<QualityScore> ScoreAsync(string path, CancellationToken cancellation = default) =>
        Task.Run(() => ScoreAlone(Image.Load(path, _options.Decoding), cancellation), cancellation);

    /// <summary>Reads an encoded image asynchronously to its end, at most <see cref="DecodeOptions.MaxBytes"/>, and scores it on another thread.</summary>
    /// <inheritdoc cref="ScoreAsync(string, CancellationToken)"/>
    public async Task<QualityScore> ScoreAsync(Stream stream, CancellationToken cancellation = default) =>
        await ScoreAsync(await Image.LoadAsync(stream, options: _options.Decoding, cancellation: cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>Scores a decoded image on another thread.</summary>
    /// <inheritdoc cref="ScoreAsync(string, CancellationToken)"/>
    public Task<QualityScore> ScoreAsync(Image image, CancellationToken cancellation = default) => Task.Run(() => ScoreAlone(image, cancellation), cancellation);

    /// <summary>Scores a decoded image against a decoded reference, on another thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Score(string, string)"/>
    public Task<QualityScore> ScoreAsync(Image image, Image reference, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            using var referenced = Referenced(reference, cancellation);
            return referenced.Score(image, cancellation);
        },
        cancellation);

    /// <summary>Scores an image file against a reference, on another thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Score(string, string)"/>
    public Task<QualityScore> ScoreAsync(string path, string reference, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            using var referenced = Referenced(Image.Load(reference, _options.Decoding), cancellation);
            return referenced.Score(Image.Load(path, _options.Decoding), cancellation);
        },
        cancellation);

    /// <summary>The embedding of an image file.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    /// <exception cref="UndefinedScoreException">The network gave NaN or an infinity.</exception>
    /// <exception cref="InvalidOperationException">The network gives no embedding.</exception>
    public Embedding Embed(string path) => Embed(Image.Load(path, _options.Decoding));

    /// <summary>The embedding of a decoded image.</summary>
    /// <inheritdoc cref="Embed(string)"/>
    public Embedding Embed(Image image) => EmbedAlone(image, CancellationToken.None);

    /// <summary>The embedding of an image file, computed on another thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Embed(string)"/>
    public Task<Embedding> EmbedAsync(string path, CancellationToken cancellation = default) =>
        Task.Run(() => EmbedAlone(Image.Load(path, _options.Decoding), cancellation), cancellation);

    /// <summary>Classifies an image file.</summary>
    /// <returns>All labels, the likeliest first.</returns>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    /// <exception cref="UndefinedScoreException">The network gave NaN or an infinity.</exception>
    /// <exception cref="InvalidOperationException">The model gives scores.</exception>
    public IReadOnlyList<Label> Classify(string path) => Classify(Image.Load(path, _options.Decoding));

    /// <summary>Classifies a decoded image.</summary>
    /// <inheritdoc cref="Classify(string)"/>
    public IReadOnlyList<Label> Classify(Image image)
    {
        using var use = _lifetime.Enter();
        return NamesLabels ? ThreadLimit.Run(_options, () => Results.Classify(image, CancellationToken.None)) : throw new InvalidOperationException($"{Card.Name} gives scores, not labels");
    }

    /// <summary>Where a decoded image is good and where it is bad: on the scale of the metric's scores. A metric whose own computation does not say it scores windows of the image.</summary>
    /// <exception cref="UndefinedScoreException">The metric gave NaN or an infinity.</exception>
    /// <exception cref="ReferenceKindException">The metric needs a reference.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    public QualityMap Map(Image image, CancellationToken cancellation = default)
    {
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => Maker.Map(Alone, image, cancellation));
    }

    /// <summary>Where a decoded image differs from a decoded reference, or where it is bad.</summary>
    /// <exception cref="BadInputException">The metric has no map.</exception>
    /// <inheritdoc cref="Score(string, string)"/>
    public QualityMap Map(Image image, Image reference, CancellationToken cancellation = default)
    {
        using var referenced = Referenced(reference, cancellation);
        return referenced.Map(image, cancellation);
    }

    /// <summary>A decoded image's score, and what it comes from, by one run of the network where the model has an explainer.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Map(Image, CancellationToken)"/>
    public Explanation Explain(Image image, CancellationToken cancellation = default)
    {
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => Maker.Explain(Alone, image, cancellation));
    }

    /// <summary>A decoded image's score and its embedding, from one run of the network.</summary>
    internal (QualityScore Score, Embedding Embedding) ScoreAndEmbed(Image image) => Examine(image) is var examined ? (examined.Score, examined.Embedding) : default;

    /// <summary>All that one run of the network says of an image.</summary>
    /// <exception cref="BadInputException">The model gives no scores with embeddings.</exception>
    internal Examination Examine(Image image)
    {
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => Maker.Examine(image, CancellationToken.None)) ?? throw new BadInputException(Card.Name, "gives no embeddings of what it scores: MUSIQ does");
    }

    /// <summary>Releases the network, at once or with the last score that is running.</summary>
    public void Dispose() => _lifetime.End();

    private DefinedResults Results => new(_network, Card, Precision);

    private ExplanationMaker Maker => new(_network, Results, _explainer, Card);

    private IEmbedder Embedder => _network is IEmbedder ? Results : throw new InvalidOperationException($"{Card.Name} gives no embedding: MUSIQ does");

    private IScorer Alone => _network is IScorer ? Results
        : throw (NamesLabels ? new InvalidOperationException($"{Card.Name} gives labels, not scores") : new ReferenceKindException(Card));

    private IPairScorer Pairs => _network is IPairScorer ? Results : throw new ReferenceKindException(Card);

    private QualityScore ScoreAlone(Image image, CancellationToken cancellation)
    {
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => Alone.Score(image, cancellation));
    }

    private Embedding EmbedAlone(Image image, CancellationToken cancellation)
    {
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => Embedder.Embed(image, cancellation));
    }

    /// <summary>This metric's part in the scoring of many images.</summary>
    private PipelineStep Step => _network is IPairScorer ? new PipelineStep.Paired(_network.Pixels, Referenced) : new PipelineStep.Alone(_network.Pixels, ScoreAlone);

    private ReferencedMetric Referenced(Image reference, CancellationToken cancellation) =>
        new(Pairs, reference, Card.ReferenceKind, _options, _lifetime, cancellation);
}

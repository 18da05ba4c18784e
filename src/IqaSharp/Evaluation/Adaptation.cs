using System.Globalization;
using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;

namespace IqaSharp.Evaluation;

/// <summary>A model adapted to ratings of one's own: the network stays as it is, and a new linear head is fitted to its embeddings in closed form.</summary>
/// <example><code>
/// var adaptation = await Adaptation.FitAsync(DataSets.Load("ratings.csv"), "musiq");
/// if (adaptation.Report.HasGained)
/// {
///     adaptation.Save("mine.safetensors");
/// }
/// </code></example>
public sealed class Adaptation
{
    private readonly string _model;
    private readonly LinearHead _head;
    private readonly ModelCard _card;

    private Adaptation(string model, LinearHead head, ModelCard card, AdaptationReport report) => (_model, _head, _card, Report) = (model, head, card, report);

    /// <summary>What nested cross-validation says of the new head.</summary>
    public AdaptationReport Report { get; }

    /// <summary>Embeds the images and fits the head.</summary>
    /// <param name="set">The rated images. Those of one scene stay together in cross-validation; an image without a scene is one of its own.</param>
    /// <param name="metric">An installed model or a model file whose network gives embeddings, which MUSIQ's does.</param>
    /// <param name="range">The scale of the ratings, for the card; null for the set's own, if it states one.</param>
    /// <param name="progress">Receives the number of images that are embedded.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">The model cannot be adapted, images are missing or cannot be read, or the ratings are too few, all equal, or outside their scale.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<Adaptation> FitAsync(
        DataSet set, string metric = ModelStore.DefaultModel, ScoreRange? range = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(metric);
        range ??= set.ScoreRange;
        AdaptationInput.Require(set, range);
        return Task.Run(() => Fit(set, metric, range, progress, cancellation), cancellation);
    }

    /// <summary>Writes the adapted model, which is loaded, exported and evaluated like any other. Its card says what was fitted and measured.</summary>
    /// <param name="path">It ends in <c>.safetensors</c>; the model takes its name from it.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var model = Model.Read(_model);
        var tensors = model.Tensors.Where(tensor => !IsHead(tensor.Key)).ToDictionary();
        tensors["head.weight"] = Tensor.Of(Array.ConvertAll(_head.Weights, weight => (float)weight), 1, _head.Weights.Length);
        tensors["head.bias"] = Tensor.Of([(float)_head.Bias], 1);
        Model.Write(path, _card with { Name = Path.GetFileNameWithoutExtension(path) }, tensors);
    }

    private static Adaptation Fit(DataSet set, string name, ScoreRange? range, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (ClassicalMetrics.Find(name) is not null)
        {
            throw new BadInputException(name, "has no embedding to fit a head to; MUSIQ has");
        }

        var path = ModelStore.Default.Find(name);
        using var model = Model.Read(path);
        using var metric = Metric.Load(path);
        var config = metric is { NamesLabels: false, Network: IEmbedder } ? model.Architecture.WithLinearHead(model.Configuration) : null;
        if (config is null)
        {
            throw new BadInputException(name, metric.NamesLabels ? "gives labels, not scores" : "has no embedding to fit a head to; MUSIQ has");
        }

        var (embeddings, scores) = (new List<double[]>(), new List<double>());
        foreach (var item in set.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            var image = Image.Load(item.Image);
            var (score, embedding) = metric.ScoreAndEmbed(image);
            embeddings.Add([.. embedding.Image]);
            scores.Add(score.Value);
            progress?.Report(embeddings.Count);
        }

        var input = new AdaptationInput(embeddings, scores, [.. set.Items.Select(item => item.Score)], AdaptationInput.GroupsOf(set), Direction(model));
        var report = input.CrossValidate(cancellation);
        return new Adaptation(path, input.Fit(), Card(model, config, path, set, range, report), report);
    }

    /// <summary>Where the network's own score grows: its head's weights, or the slope of the mean rating over those of a distribution.</summary>
    internal static double[] Direction(Model model)
    {
        var weights = model.Tensors.First(tensor => IsHead(tensor.Key) && tensor.Key.EndsWith(".weight", StringComparison.Ordinal)).Value;
        var (outputs, width, values) = (weights.Shape[0], weights.Shape[1], weights.ToFloats());
        return [.. Enumerable.Range(0, width).Select(i => outputs == 1 ? values[i] : Enumerable.Range(0, outputs).Sum(k => (k - ((outputs - 1) / 2.0)) * values[(k * width) + i]))];
    }

    private static bool IsHead(string parameter) => parameter.StartsWith("head.", StringComparison.Ordinal);

    private static ModelCard Card(Model model, NetworkConfig config, string path, DataSet set, ScoreRange? range, AdaptationReport report)
    {
        using var file = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        var scenes = report.Scenes < report.Ratings ? $" of {report.Scenes} scenes" : "";
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return ModelCard.Of(model.Architecture, config, "") with
        {
            Range = range,
            HigherIsBetter = set.HigherIsBetter,
            SmallestSide = model.Card.SmallestSide,
            Trained = model.Card.Trained,
            Description = Text($"{model.Card.Name} with a linear head fitted to {report.Ratings} ratings{scenes} ({set.Name}), on their scale. By nested cross-validation its SRCC with them is {report.Adapted.Value:0.000}, that of {model.Card.Name} {report.Unadapted.Value:0.000}: a gain of {report.Gain.Value:0.000}, 95 % interval {report.Gain.Low:0.000} to {report.Gain.High:0.000}. It was measured on no other images."),
            Licence = model.Card.Licence,
            Origin = $"iqa adapt, from {model.Card.Name} (sha256 {digest})",
            Correlations = [new($"{report.Ratings} ratings ({set.Name}), nested cross-validation", Math.Round(report.Adapted.Value, 4), Math.Round(report.Plcc, 4), "iqa adapt")],
        };
    }
}

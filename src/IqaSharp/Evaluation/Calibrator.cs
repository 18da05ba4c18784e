using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Distortions;
using IqaSharp.Evaluation.Unfamiliar;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Evaluation;

/// <summary>Calibrates a model on rated images that it has not learned from: how wide the intervals of its scores are, and which images are unfamiliar.</summary>
public static class Calibrator
{
    private const int UnfamiliarOfEachKind = 25;

    /// <summary>Fits the calibration. Every image is scored once.</summary>
    /// <param name="metric">A model that gives embeddings: MUSIQ.</param>
    /// <param name="set">The data set of the images, which knows its scale and direction.</param>
    /// <param name="images">The images; 50 rated ones or more. Where fewer than 50 are learned from, every other rated one stands for them.</param>
    /// <param name="load">Loads an image.</param>
    /// <param name="command">The command that repeats the calibration.</param>
    /// <exception cref="BadInputException">There are too few images, one cannot be read, the set's scale is unknown, or the model gives no embeddings of what it scores.</exception>
    public static Calibration Fit(Metric metric, DataSet set, CalibrationImages images, Func<string, Image> load, string command) =>
        Fit(metric, set, images, load, command, UnfamiliarOfEachKind);

    /// <summary>Fits with fewer images that are no photographs, for tests.</summary>
    internal static Calibration Fit(Metric metric, DataSet set, CalibrationImages images, Func<string, Image> load, string command, int unfamiliarOfEachKind)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(load);
        if (images.Rated.Count < ErrorFit.FewestImages)
        {
            throw new BadInputException(images.Data, $"{images.Rated.Count} images are too few to calibrate intervals on: {ErrorFit.FewestImages} or more are needed");
        }

        var toScore = OpinionScale.To(set, metric.Card.Range, metric.Card.HigherIsBetter) ?? throw new BadInputException(set.Name, $"its opinions cannot be put on the scale of {metric.Card.Name}");
        var (vectors, errors) = (new List<float[]>(), new List<double>());
        foreach (var item in images.Rated)
        {
            var (score, embedding) = metric.ScoreAndEmbed(load(item.Image));
            vectors.Add(Calibration.Vector(embedding));
            errors.Add(score.Value - toScore(item.Score));
        }

        float[] Embedded(Image image) => Calibration.Vector(metric.ScoreAndEmbed(image).Embedding);
        var learned = images.Learned.Select(item => Embedded(load(item.Image))).ToList();
        foreach (var (file, i) in images.Photographs.Select((file, i) => (file, i)))
        {
            var photograph = load(file);
            learned.Add(Embedded(photograph));
            learned.Add(Embedded(Distorted(photograph, i)));
        }

        return Fit(vectors, errors, learned, [.. UnfamiliarImages.All(unfamiliarOfEachKind, seed: 0).Select(Embedded)], images.Data, command);
    }

    /// <summary>A photograph in one kind and level of distortion, as the model has learned from them.</summary>
    private static Image Distorted(Image photograph, int number)
    {
        var random = new SplitMix64((ulong)number);
        Distortion[] kinds = [.. DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000)];
        return kinds[random.Next(kinds.Length)].Apply(photograph, 1 + random.Next(Distortion.HighestLevel), seed: number);
    }

    /// <summary>Fits to what the model says of the images.</summary>
    internal static Calibration Fit(IReadOnlyList<float[]> vectors, IReadOnlyList<double> errors, IReadOnlyList<float[]> learned, IReadOnlyList<float[]> unfamiliar, string data, string command)
    {
        var halves = learned.Count < ErrorFit.FewestImages;
        IReadOnlyList<float[]> known = halves ? [.. vectors.Where((_, i) => i % 2 == 0)] : learned;
        IReadOnlyList<float[]> others = halves ? [.. vectors.Where((_, i) => i % 2 == 1)] : vectors;
        var fit = ErrorFit.Of(vectors, errors);
        return new Calibration
        {
            Data = data,
            Images = errors.Count,
            Held = Math.Round(fit.Held, 4),
            MeanWidth = Math.Round(fit.MeanWidth, 2),
            Photographs = known.Count,
            Command = command,
            Error = fit.Estimate,
            Familiarity = FamiliarityFit.Of(known, unfamiliar, others),
        };
    }

    /// <summary>Writes a model file with a calibration, in place of one that it has.</summary>
    /// <param name="model">An installed model or a model file.</param>
    /// <param name="calibration">The calibration.</param>
    /// <param name="output">The file to write; it appears whole or not at all.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be read.</exception>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string model, Calibration calibration, string output)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        MetadataEntry.Write(model, Calibration.MetadataKey, calibration.ToJson(), output);
    }
}

using System.Runtime.ExceptionServices;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Evaluation;

/// <summary>Fits what explains a model's scores (<see cref="Explainer"/>) to pristine photographs, each as it is and in several kinds of damage that are put into it.</summary>
public static class ExplainerFit
{
    private const int LongestSide = 512; // as in training
    private const int DamagesOfPhotograph = 12;
    private const int FewestPhotographs = 10;
    private const int LeastLevel = 2; // the first is barely visible
    private const int Folds = 5;

    /// <summary>Fits. Each photograph is examined as it is and in twelve kinds of damage.</summary>
    /// <param name="metric">A model that gives embeddings: MUSIQ.</param>
    /// <param name="images">The images; ten photographs or more.</param>
    /// <param name="load">Loads an image.</param>
    /// <param name="command">The command that repeats the fit.</param>
    /// <exception cref="BadInputException">There are too few photographs, one cannot be read, or the model gives no embeddings of what it scores.</exception>
    public static Explainer Fit(Metric metric, ExplainerImages images, Func<string, Image> load, string command)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(load);
        if (images.Photographs.Count < FewestPhotographs)
        {
            throw new BadInputException(metric.Card.Name, $"{images.Photographs.Count} photographs are too few to fit explanations to: {FewestPhotographs} or more are needed");
        }

        try
        {
            return Fitted(metric, images, load, command);
        }
        catch (AggregateException e) when (e.InnerException is BadInputException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException); // parallel queries wrap it
            throw;
        }
    }

    private static Explainer Fitted(Metric metric, ExplainerImages images, Func<string, Image> load, string command)
    {
        var places = new PlaceFit();
        var scale = new PlaceScale(metric.Card.Range);
        var known = new List<Seen>();
        foreach (var photograph in Examined(metric, images.Photographs, load))
        {
            foreach (var (seen, examined) in photograph)
            {
                known.Add(seen);
                if (!seen.IsLocal)
                {
                    places.Add(examined.Places, scale.From(examined.Score.Value) - scale.From(photograph[0].Examined.Score.Value));
                }
            }
        }

        Seen[] held = [.. Examined(metric, images.HeldOut, load).SelectMany(photograph => photograph).Select(pair => pair.Seen)];
        var kinds = KindFit.Of(DamageNames.All, [.. known.Select(seen => seen.Vector)], [.. known.Select(seen => seen.Kind)], [.. known.Select(seen => seen.Photograph % Folds)]);
        double Accuracy(int among) => Math.Round(KindFit.Accuracy(kinds, [.. held.Select(seen => seen.Vector)], [.. held.Select(seen => seen.Kind)], among), 4);
        double[] scores = [.. images.Learned.AsParallel().Select(file => metric.Score(load(file)).Value).Order()];
        return new Explainer
        {
            Photographs = images.Photographs.Count,
            HeldOut = images.HeldOut.Count,
            Accuracy = Accuracy(1),
            AccuracyOfThree = Accuracy(3),
            Command = command,
            Kinds = kinds,
            Places = places.Solve(),
            Scores = scores.Length == 0 ? [] : [.. Enumerable.Range(0, 101).Select(percent => (float)Quantile.Of(scores, percent / 100.0))],
        };
    }

    /// <summary>Writes a model file with an explainer, in place of one that it has.</summary>
    /// <param name="model">An installed model or a model file.</param>
    /// <param name="explainer">The explainer.</param>
    /// <param name="output">The file to write; it appears whole or not at all.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be read.</exception>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string model, Explainer explainer, string output)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        MetadataEntry.Write(model, Explainer.MetadataKey, explainer.ToJson(), output);
    }

    /// <summary>What the model says of each photograph, as it is and damaged: photograph by photograph, in their order.</summary>
    private static IEnumerable<IReadOnlyList<(Seen Seen, Examination Examined)>> Examined(Metric metric, IReadOnlyList<string> files, Func<string, Image> load) =>
        files.Select((file, number) => (file, number)).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(photograph =>
            Damaged(Reduced(load(photograph.file)), photograph.number)
                .Select(damaged => (damaged.Kind, damaged.IsLocal, Examined: metric.Examine(damaged.Image)))
                .Select(pair => (new Seen(photograph.number, pair.Kind, pair.IsLocal, Calibration.Vector(pair.Examined.Embedding)), pair.Examined)).ToList());

    private static Image Reduced(Image image)
    {
        var ratio = (double)LongestSide / Math.Max(image.Width, image.Height);
        return ratio >= 1 ? image : PillowBicubic.Resize(image, Math.Max(1, (int)Math.Round(image.Width * ratio)), Math.Max(1, (int)Math.Round(image.Height * ratio)));
    }

    /// <summary>The photograph as it is, and in kinds of damage: their names are drawn, each as often as the others, then a kind of that name, then its level.</summary>
    private static IEnumerable<(int Kind, bool IsLocal, Image Image)> Damaged(Image photograph, int number)
    {
        yield return (0, false, photograph);
        var random = new SplitMix64((ulong)number);
        var groups = Distortion.All.Where(static kind => !kind.NeedsJpeg2000).GroupBy(DamageNames.Of).ToDictionary(group => group.Key, group => group.ToArray());
        int[] names = [.. Enumerable.Range(1, DamageNames.All.Count - 1).Select(name => (name, random.NextUInt64())).OrderBy(pair => pair.Item2).Select(pair => pair.name).Take(DamagesOfPhotograph)];
        foreach (var name in names)
        {
            var kinds = groups[DamageNames.All[name]];
            var kind = kinds[random.Next(kinds.Length)];
            var isLocal = DamageNames.All[name] == DamageNames.Cover || DistortionGroup.Local.Kinds.Contains(kind);
            yield return (name, isLocal, kind.Apply(photograph, LeastLevel + random.Next(Distortion.HighestLevel - LeastLevel + 1), seed: number));
        }
    }

    /// <summary>What the model says of a photograph in one state.</summary>
    private sealed record Seen(int Photograph, int Kind, bool IsLocal, float[] Vector);
}

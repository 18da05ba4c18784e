using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Evaluation;

/// <summary>Runs a model's network on photographs, on engines that measure it.</summary>
/// <param name="model">The model.</param>
/// <param name="progress">Receives how many images of a step have been scored, and of how many.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class QuantisationRun(Model model, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
{
    private const int LongestSide = 1024; // larger photographs take longer and show nothing else

    private static readonly Distortion[] Kinds = [.. DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000)];

    private int _done;
    private int _total;

    /// <summary>Begins a step.</summary>
    /// <param name="images">How many images will be scored.</param>
    public void Begin(int images) => (_done, _total) = (0, images);

    /// <summary>The network on an engine.</summary>
    public ILoadedNetwork Load(IEngine engine) => model.Architecture.Load(model.Configuration, model.Tensors, engine, new ScoringOptions());

    /// <summary>Scores photographs; with a reference, each against a distorted version of itself, or that against the photograph.</summary>
    /// <exception cref="BadInputException">The network gives no scores, or a file cannot be read.</exception>
    public List<double> Scores(ILoadedNetwork network, IEnumerable<string> files)
    {
        var scores = new List<double>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var photograph = Reduced(Image.Load(file));
            scores.Add(network switch
            {
                IScorer alone => alone.Score(photograph, cancellation).Value,
                IPairScorer pairs => Score(pairs, photograph, Distorted(photograph)),
                _ => throw new BadInputException(model.Card.Name, "gives no scores, by which a quantisation could be checked"),
            });
            progress?.Report((++_done, _total));
        }

        return scores;
    }

    private double Score(IPairScorer network, Image photograph, Image distorted)
    {
        var (image, reference) = model.Card.ReferenceKind == ReferenceKind.FullReference ? (distorted, photograph) : (photograph, distorted);
        using var scorer = network.With(reference, cancellation);
        return scorer.Score(image, cancellation).Value;
    }

    /// <summary>A photograph in a kind and level of distortion that its size and content decide.</summary>
    private static Image Distorted(Image photograph)
    {
        var seed = photograph.Width + (photograph.Height * 7) + photograph.Pixels[photograph.Pixels.Length / 2] + (photograph.Pixels[photograph.Pixels.Length / 3] * 3);
        return Kinds[seed % Kinds.Length].Apply(photograph, 1 + (seed / Kinds.Length % Distortion.HighestLevel), seed);
    }

    private static Image Reduced(Image image)
    {
        var longest = Math.Max(image.Width, image.Height);
        int Side(int side) => Math.Max(1, (int)((long)side * LongestSide / longest));
        return longest <= LongestSide ? image : PillowBicubic.Resize(image, Side(image.Width), Side(image.Height)).Named(image.Name);
    }
}

using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Tests;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using Xunit;

namespace IqaSharp.Training.Tests.Runs;

/// <summary>Recipes from file to model, on the repository's own photographs and start weights: the default models', only smaller.</summary>
public sealed class MiniatureTests : IDisposable
{
    private static readonly string Network = "network: { backbone: efficientnet-lite0, taps: 2, semantics: pillow, scales: [64], hidden: 48, mlpDim: 48, heads: 2, layers: 1, bounded: true }";

    // Relative to IQA_DATA: what is drawn and held out depends on the photographs' names, which must not depend on where the repository lies.
    private const string Samples = "samples";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _data = Environment.GetEnvironmentVariable(DataSets.FolderVariable);

    public MiniatureTests() => Environment.SetEnvironmentVariable(DataSets.FolderVariable, Repository.Root);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataSets.FolderVariable, _data);
        _folder.Dispose();
    }

    /// <summary>The network learns which of two images of a photograph is worse; another head on it then learns to name the distortion.</summary>
    [Fact]
    public void A_model_learns_the_order_of_distorted_images_and_another_head_their_names()
    {
        var recipe = $$"""
            name: scores
            architecture: musiq
            {{Network}}
            start: [{ file: {{StartWeights}}, prefix: backbone. }]
            frozen: 5
            data:
              - distort: { photographs: [{{Samples}}], kinds: [gaussian-blur, white-noise], side: 160, rated-by: ensemble }
                validation: 0.3
            loss: { l1: 1, list-margin: 1 }
            stages:
              - { name: head, epochs: 12, lists: 2, list-images: 4, rate: 3e-3, rates: { backbone.: 0 } }
              - { name: all, epochs: 2, lists: 2, list-images: 4, rate: 1e-3, rates: { backbone.: 0.1 }, crop: 128, blend: 0.3 }
            """;
        var (scores, first) = Run("scores", recipe);
        Assert.Equal(first, Run("scores", recipe).Best); // caches are read, and there is nothing left to run
        Assert.True(first!.Ladders > 0.8, $"{first.Ladders}");
        Assert.True(first.PseudoLabels > 0.5, $"{first.PseudoLabels}");
        using (var metric = Metric.Load(scores))
        {
            Assert.InRange(metric.Score(Repository.Sample("coffee.png")).Value, 0, 100);
        }

        var (labels, second) = Run("labels", $$"""
            name: labels
            architecture: musiq
            {{Network.Replace(", bounded: true", "", StringComparison.Ordinal)}}
            start: [{ file: {{scores}} }]
            head-only: true
            data:
              - distort: { photographs: [{{Samples}}], kinds: [gaussian-blur, white-noise], side: 160, named: true }
                validation: 0.3
            loss: { cross-entropy: 1 }
            stages: [{ epochs: 80, lists: 4, list-images: 6, rate: 1e-2 }]
            """);
        Assert.True(second!.Labels!.Kind > 0.6, $"{second.Labels}"); // of three: pristine, blurred, noisy
        using var named = Metric.Load(labels);
        var seen = named.Classify(Image.Load(Repository.Sample("coffee.png")));
        Assert.Equal(11, seen.Count);
        Assert.Equal(1, seen.Sum(label => label.Probability), 1e-5);
        Assert.Throws<InvalidOperationException>(() => named.Score(Repository.Sample("coffee.png")));
    }

    [Fact]
    public void Iqt_learns_from_pairs()
    {
        var (model, best) = Run("pairs", $$"""
            name: pairs
            architecture: iqt
            network: { backbone: efficientnet-lite0, whole: true, viewingSide: 64, crop: 48, width: 32, heads: 2, headWidth: 16, feedForward: 64, headHidden: 32, layers: 1, bounded: true }
            start: [{ file: {{StartWeights}}, prefix: backbone. }]
            data:
              - distort: { photographs: [{{Samples}}], kinds: [gaussian-blur, white-noise], side: 128, rated-by: ensemble }
                validation: 0.3
            loss: { mse: 1, list-margin: 0.5 }
            stages: [{ epochs: 12, lists: 2, list-images: 4, rate: 3e-3, rates: { backbone.: 0 }, flip: true }]
            """);
        Assert.True(best!.Ladders > 0.8, $"{best.Ladders}");
        using var metric = Metric.Load(model);
        Assert.True(metric.Score(Repository.Sample("coffee.png"), Repository.Sample("coffee.png")).Value > metric.Score(Repository.Sample("coffee-blur.png"), Repository.Sample("coffee.png")).Value);
    }

    /// <summary>Preferences between restorations of one photograph first, then scores, with the pristine teacher.</summary>
    [Fact]
    public void Ckdn_learns_from_triples()
    {
        var recipe = $$"""
            name: triples
            architecture: ckdn
            network: { backbone: efficientnet-lite0, whole: true, viewingSide: 256, crop: 64, hidden: 16 }
            start:
              - { file: {{StartWeights}}, prefix: dte. }
              - { file: {{StartWeights}}, prefix: qse. }
              - { file: {{StartWeights}}, prefix: csp. }
              - { file: {{StartWeights}}, prefix: aux_csp. }
            zero: [dte.b1.proj., dte.b2.proj.]
            data:
              - restore: { photographs: [{{Samples}}], kinds: [jpeg, reduction, white-noise], degraded: 2, restored: 3, side: 96 }
                validation: 0.3
            loss: { mse: 1, teacher: 1, gap: 3e-4 }
            stages:
              - { name: pairs, epochs: 1, lists: 2, list-images: 3, rate: 1e-3, loss: { preference: 0.5 } }
              - { name: scores, epochs: 2, lists: 2, list-images: 3, rate: 1e-3, flip: true }
            """;
        var (model, best) = Run("triples", recipe);
        Assert.InRange(best!.PerReference!.Value, -1, 1);
        using var metric = Metric.Load(model);
        Assert.InRange(metric.Score(Repository.Sample("coffee.png"), Repository.Sample("coffee-q20.png")).Value, 0, 1);
        var losses = File.ReadLines(_folder["triples/log.csv"]).Skip(1).Select(row => double.Parse(row.Split(',')[3], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(losses, loss => Assert.InRange(loss, 0, 10));

        Assert.Contains("begins with 'dte.b9.proj.'", Assert.Throws<BadInputException>(() => Run("wrong", recipe.Replace("dte.b2.", "dte.b9.", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("nothing degrades by 'rain'", Assert.Throws<BadInputException>(() => Run("wrong", recipe.Replace("jpeg", "rain", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    /// <summary>A CSV of scores is enough. Every file that cannot be read is listed; they stop the run unless they are to be left out.</summary>
    [Fact]
    public void A_table_of_scores_becomes_a_model()
    {
        string[] images = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];
        File.WriteAllLines(_folder["ratings.csv"], ["image,score", .. images.Select((image, i) => $"{Repository.Sample(image)},{60 + (5 * i)}")]);
        const string Recipe = """
            name: mine
            architecture: musiq
            network: { hidden: 12, mlpDim: 12, heads: 2, layers: 1, scales: [64], native: false }
            data: [{ set: ratings.csv, weight: 2 }]
            loss: { l1: 1 }
            stages: [{ epochs: 1, batch: 4, flip: true }]
            """;
        Assert.Null(Run("mine", Recipe).Best);
        Assert.True(File.Exists(_folder["mine/best.safetensors"]));
        Assert.Equal(3 + 1, File.ReadLines(_folder["mine/log.csv"]).Count()); // six images twice, four at a time

        File.WriteAllText(_folder["text.png"], "no image");
        File.AppendAllLines(_folder["ratings.csv"], ["text.png,1", "absent.png,2"]);
        Assert.Contains("2 of 8 images cannot be used (--skip-bad leaves them out)", Assert.Throws<BadInputException>(() => Run("other", Recipe)).Message, StringComparison.Ordinal);
        Run("third", Recipe, skipBad: true);
        Assert.Equal(3 + 1, File.ReadLines(_folder["third/log.csv"]).Count());
    }

    [Fact]
    public void Variants_are_compared_in_one_table()
    {
        File.WriteAllText(_folder["base.yaml"], $$"""
            name: base
            architecture: iqt
            network: { backbone: efficientnet-lite0, whole: true, viewingSide: 64, crop: 32, width: 16, heads: 2, headWidth: 8, feedForward: 16, headHidden: 8, layers: 1, bounded: true }
            start: [{ file: {{StartWeights}}, prefix: backbone. }]
            data:
              - { distort: { photographs: [{{Samples}}], kinds: [white-noise], side: 96, rated-by: ensemble }, validation: 0.3 }
              - { distort: { photographs: [{{Samples}}], kinds: [gaussian-blur, jpeg], side: 96, rated-by: ensemble }, validation: 0.3, test: true, name: other kinds }
            loss: { mse: 1 }
            stages: [{ epochs: 1, lists: 2, list-images: 4, rates: { backbone.: 0 } }]
            """);
        File.WriteAllText(_folder["grid.yaml"], """
            name: grid
            recipe: base.yaml
            seeds: [1, 2]
            baseline: as it is
            variants:
              - { name: as it is }
              - { name: no positions, set: [network.position=none] }
            """);
        var view = new SilentView();
        string Grid() => Ablation.Run(_folder["grid.yaml"], RecipeFile.ReadAblation(_folder["grid.yaml"]), _folder["grid"], new TrainingOptions("", _folder["cache"], false, false, null), view, CancellationToken.None);
        var table = Grid();
        Assert.Matches(@"^\| variant \| SRCC with weak scores \| pairs in order \|\n\| --- \| ---: \| ---: \|\n\| as it is \| -?[\d.]+ ± [\d.]+ \| [\d.]+ ± [\d.]+ \|\n\| no positions \|", table);
        Assert.Matches(@"\nheld-out photographs: \d+ images of \d photographs\n\n\| variant \| SRCC per reference \| more than as it is \| SRCC over all \|\n", table);
        Assert.Matches(@"\nother kinds: \d+ images of \d photographs\n\n(.*\n){3}\| no positions \| [−\d.]+ ± [\d.]+ \| [+−][\d.]+ \([+−][\d.]+ to [+−][\d.]+\) \|", table);
        Assert.Contains("| other kinds, by damage, SRCC over all; ▲ ▼ above and below as it is by more than chance | as it is | no positions |\n| --- | ---: | ---: |\n| gaussian-blur | ", table, StringComparison.Ordinal);
        Assert.Equal(table, Grid());
        Assert.Equal(["as it is, seed 1", "as it is, seed 2", "no positions, seed 1", "no positions, seed 2"], view.Messages.Where(message => message.Contains(", seed ", StringComparison.Ordinal)).Take(4));
        Assert.Equal(4, Directory.GetDirectories(_folder["grid"]).Length);
    }

    private static string StartWeights => Path.Combine(Repository.Root, "models/start/efficientnet-lite0-f16.safetensors");

    private (string Model, Validation? Best) Run(string name, string yaml, bool skipBad = false)
    {
        var path = _folder[$"{name}.yaml"];
        File.WriteAllText(path, yaml);
        return TrainingRun.Start(path, RecipeFile.Read(path), new TrainingOptions(_folder[name], _folder["cache"], false, skipBad, null), new SilentView(), CancellationToken.None);
    }
}

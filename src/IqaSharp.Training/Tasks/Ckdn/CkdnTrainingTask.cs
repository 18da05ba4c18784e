using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Tasks.Ckdn;

/// <summary>Trains CKDN with all of its branches; validates it as it scores.</summary>
/// <remarks>Zheng et al., ICCV 2021, section 3: each restored image comes with another one of the same photograph, its degraded input and the pristine original.</remarks>
internal sealed class CkdnTrainingTask(CkdnConfig config, TorchParameters parameters, IMapSource source, IReadOnlyList<Example> examples) : ITrainingTask
{
    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] members, StageRecipe? stage, long seed)
    {
        var windows = Windows(members, stage, seed);
        var (restored, _) = Each(members, i => i, windows);
        var degraded = Each(members, i => (examples[i] as RestoredPhotograph)?.ShownReference ?? i, windows);
        if (stage is null)
        {
            return net => new Prediction(CkdnNetwork.Score(net, restored.On(net), Reference(net, degraded), config).Tensor.squeeze(1));
        }

        var partners = Partners(members);
        var pristine = Each(members, i => examples[i].Reference ?? i, windows);
        return net =>
        {
            var images = restored.On(net);
            var embedded = CkdnNetwork.Embed(net, images, config);
            var shown = Reference(net, degraded);
            var original = config is { Distilled: true, Structure.HasReference: true } ? Reference(net, pristine) : null;
            var scores = CkdnNetwork.PredictScore(net, images, embedded, shown, config).Tensor.squeeze(1);
            return new Prediction(scores)
            {
                OwnTerms = new CkdnLoss(partners, () => CkdnNetwork.PredictPreference(net, embedded, Select(embedded, partners), config).Tensor.squeeze(1))
                {
                    Scores = () => scores,
                    Pristine = original is null ? null : () => CkdnNetwork.PredictScore(net, images, embedded, original, config).Tensor.squeeze(1),
                    Gap = original is null ? null : () => (shown[0].Tensor - original[0].Tensor).square().mean(),
                    PredictionError = config.Reference == CkdnReference.Predicted ? () => PredictionError(net, shown, pristine) : null,
                }.Terms,
            };
        };
    }

    public void Dispose()
    {
        source.Dispose();
        parameters.Dispose();
    }

    /// <summary>For each image the next one of the same photograph, cyclically.</summary>
    private int[] Partners(int[] members)
    {
        var partners = new int[members.Length];
        foreach (var scene in Enumerable.Range(0, members.Length).GroupBy(i => examples[members[i]].Reference ?? members[i]))
        {
            int[] places = [.. scene];
            for (var i = 0; i < places.Length; i++)
            {
                partners[places[i]] = places[(i + 1) % places.Length];
            }
        }

        return partners;
    }

    /// <summary>The window of each image: the prepared crop; or of whole images a random one in training, the same for all images of a photograph, and in validation the central one that fits them all.</summary>
    private Func<int, ScaleMap, Window> Windows(int[] members, StageRecipe? stage, long seed)
    {
        var stride = config.FeatureStride;
        if (stage is not null)
        {
            return (photograph, map) =>
            {
                var seeds = new Seeds(seed, "window", examples[photograph].Name);
                var side = config.Whole ? Math.Min(stage.Crop ?? config.Crop, config.Crop) : config.Crop;
                var (x, y) = config.Whole ? (seeds.Next(map.Columns - side + 1), seeds.Next(map.Rows - side + 1)) : (0, 0);
                return new(x, y, side, side, stage.Flip ? seeds.Next(Window.Transforms) : 0);
            };
        }

        if (!config.Whole)
        {
            return (_, _) => new(0, 0, config.Crop, config.Crop);
        }

        var maps = members.Select(i => source.Load(i)[0]).ToList();
        var (width, height) = (maps.Min(map => map.Columns), maps.Min(map => map.Rows));
        return (_, map) => new((map.Columns - width) / 2 / stride * stride, (map.Rows - height) / 2 / stride * stride, width, height);
    }

    /// <summary>The images that belong to the members, each loaded once, and the position of each member's among them.</summary>
    private (Batch Images, int[] Owners) Each(int[] members, Func<int, int> of, Func<int, ScaleMap, Window> windows)
    {
        var owners = new Dictionary<int, int>();
        var values = new List<float>();
        var (width, height) = (0, 0);
        foreach (var member in members.Where(member => owners.TryAdd(of(member), owners.Count)))
        {
            var map = source.Load(of(member))[0];
            var window = windows(examples[member].Reference ?? member, map);
            (width, height) = (window.Width, window.Height);
            values.AddRange(window.Cut(map, 3));
        }

        return (new Batch([.. values], [owners.Count, 3, height, width]), Array.ConvertAll(members, member => owners[of(member)]));
    }

    private IReadOnlyList<TorchValue> Reference(TorchNet net, (Batch Images, int[] Owners) reference) =>
        config.Structure.HasReference ? [.. config.Structure.Embed(net, reference.Images.On(net), config).Select(map => Select(map, reference.Owners))] : [];

    /// <summary>How far the predicted embeddings are from those of the pristine originals, and the expected error from that.</summary>
    private Tensor PredictionError(TorchNet net, IReadOnlyList<TorchValue> predicted, (Batch Images, int[] Owners) pristine)
    {
        var truth = Select(CkdnNetwork.Embed(net, pristine.Images.On(net), config), pristine.Owners).Tensor.detach();
        var error = (predicted[0].Tensor - truth).square().mean([1], keepdim: true);
        return error.mean() + (predicted[1].Tensor - error.detach()).abs().mean();
    }

    private static TorchValue Select(TorchValue embeddings, int[] which) => new(Targets.At(embeddings.Tensor, which));

    /// <summary>Images of one size: [n, 3, height, width].</summary>
    private sealed record Batch(float[] Values, long[] Shape)
    {
        public TorchValue On(TorchNet net) => net.Input(Values, Shape);
    }
}

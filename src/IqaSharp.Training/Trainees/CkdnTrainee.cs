using IqaSharp.Networks;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;

namespace IqaSharp.Training.Trainees;

/// <summary>CKDN: in training with all of its branches, else as it scores.</summary>
/// <remarks>Zheng et al., ICCV 2021, section 3: each restored image is shown with another of the same photograph, with its degraded input, and with the pristine original.</remarks>
internal sealed class CkdnTrainee(CkdnConfig config, TorchParameters parameters, IScaleSource source, IReadOnlyList<Example> examples) : ITrainee
{
    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] members, StageRecipe? stage, long seed)
    {
        var (restored, degraded) = (Load(members), Load([.. members.Select(i => examples[i].Degraded ?? i)]));
        long[] shape = [members.Length, 3, config.Crop, config.Crop];
        if (stage is null)
        {
            return net =>
            {
                var reference = config.Reference == CkdnReference.None ? null : Ckdn.EmbedReference(net, new TorchValue(tensor(degraded, shape)), config);
                return new Prediction(Ckdn.Score(net, new TorchValue(tensor(restored, shape)), reference, config).Tensor.squeeze(1));
            };
        }

        var partners = Partners(members);
        var (other, pristine) = (Load([.. partners.Select(i => members[i])]), Load([.. members.Select(i => examples[i].Reference ?? i)]));
        return net =>
        {
            TorchValue Images(float[] values) => new(tensor(values, shape));
            var all = Ckdn.Train(net, Images(restored), Images(other), Images(degraded), Images(pristine), config);
            var gap = all.PristineEmbedding is null ? null : (all.DegradedEmbedding!.Tensor - all.PristineEmbedding.Tensor).square().mean();
            return new Prediction(all.Degraded.Tensor.squeeze(1)) { Distillation = new(all.Pristine?.Tensor.squeeze(1), gap, all.Preference.Tensor.squeeze(1), partners) };
        };
    }

    public void Dispose()
    {
        source.Dispose();
        parameters.Dispose();
    }

    /// <summary>The next image of the same photograph, around.</summary>
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

    private float[] Load(int[] images)
    {
        var length = 3 * config.Crop * config.Crop;
        var values = new float[images.Length * length];
        for (var i = 0; i < images.Length; i++)
        {
            source.Load(images[i])[0].Values.CopyTo(values, i * length);
        }

        return values;
    }
}

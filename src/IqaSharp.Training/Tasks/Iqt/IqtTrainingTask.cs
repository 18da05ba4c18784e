using IqaSharp.Networks;
using IqaSharp.Networks.Iqt;
using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Tasks.Iqt;

/// <summary>Trains IQT on feature maps of a frozen backbone: in training on one random window of an image and its reference, dihedrally transformed; in validation on five windows, the corners and the middle.</summary>
internal sealed class IqtTrainingTask(IqtConfig config, TorchParameters parameters, IMapSource source, IReadOnlyList<Example> examples) : ITrainingTask
{
    private const double Range = 100;

    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed)
    {
        var seen = examples.SelectMany((example, i) => Windows(example, stage, new Seeds(seed, "window", i))).ToList();
        var (distorted, reference) = (Join(seen, pair => pair.Distorted), Join(seen, pair => pair.Reference));
        long[] shape = [seen.Count, source.Channels, config.Side, config.Side];
        return net =>
        {
            var scores = IqtNetwork.Score(net, net.Input(distorted, shape), net.Input(reference, shape), config).Tensor;
            return new Prediction(scores.reshape(examples.Length, -1).mean([1]) / Range);
        };
    }

    public void Dispose()
    {
        source.Dispose();
        parameters.Dispose();
    }

    private IEnumerable<(float[] Distorted, float[] Reference)> Windows(int example, StageRecipe? stage, Seeds seeds)
    {
        var (distorted, reference) = (source.Load(example)[0], source.Load(examples[example].Reference ?? example)[0]);
        if (stage is null)
        {
            // The same number for every image, so that they make one batch.
            var (right, bottom) = (distorted.Columns - config.Side, distorted.Rows - config.Side);
            return new[] { (0, 0), (right, 0), (right / 2, bottom / 2), (0, bottom), (right, bottom) }.Select(corner => (Cut(distorted, corner, 0), Cut(reference, corner, 0)));
        }

        var at = (seeds.Next(distorted.Columns - config.Side + 1), seeds.Next(distorted.Rows - config.Side + 1));
        var transform = stage.Flip ? seeds.Next(Window.Transforms) : 0;
        return [(Cut(distorted, at, transform), Cut(reference, at, transform))];
    }

    private float[] Cut(ScaleMap map, (int X, int Y) corner, int transform) =>
        new Window(corner.X, corner.Y, config.Side, config.Side, transform).Cut(map, source.Channels);

    private static float[] Join(List<(float[] Distorted, float[] Reference)> pairs, Func<(float[] Distorted, float[] Reference), float[]> part)
    {
        var joined = new float[pairs.Sum(pair => part(pair).Length)];
        var at = 0;
        foreach (var values in pairs.Select(part))
        {
            values.CopyTo(joined, at);
            at += values.Length;
        }

        return joined;
    }
}

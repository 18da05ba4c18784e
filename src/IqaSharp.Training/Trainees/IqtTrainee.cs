using IqaSharp.Networks;
using IqaSharp.Networks.Iqt;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;

namespace IqaSharp.Training.Trainees;

/// <summary>IQT on the maps of a frozen backbone: in training through one window of an image and its reference, turned and mirrored, else on the grid of crops that scoring looks at.</summary>
internal sealed class IqtTrainee(IqtConfig config, TorchParameters parameters, IScaleSource source, IReadOnlyList<Example> examples) : ITrainee
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
            var scores = IqtNetwork.Score(net, new TorchValue(tensor(distorted, shape)), new TorchValue(tensor(reference, shape)), config).Tensor;
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
            // The same number of every image, so that they make one batch: the corners and the middle.
            var (right, bottom) = (distorted.Columns - config.Side, distorted.Rows - config.Side);
            return new[] { (0, 0), (right, 0), (right / 2, bottom / 2), (0, bottom), (right, bottom) }.Select(corner => (Cut(distorted, corner, 0), Cut(reference, corner, 0)));
        }

        var at = (seeds.Next(distorted.Columns - config.Side + 1), seeds.Next(distorted.Rows - config.Side + 1));
        var turn = stage.Flip ? seeds.Next(Window.Turns) : 0;
        return [(Cut(distorted, at, turn), Cut(reference, at, turn))];
    }

    private float[] Cut(ScaleMap map, (int X, int Y) corner, int turn) =>
        new Window(corner.X, corner.Y, config.Side, config.Side, turn).Cut(map, source.Channels);

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

using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>Trains MUSIQ, all of it or what follows the frozen blocks of its backbone.</summary>
/// <param name="config">The network.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="source">The scales of all images.</param>
/// <param name="depth">Number of backbone blocks already applied to them.</param>
internal sealed class MusiqTrainingTask(MusiqConfig config, TorchParameters parameters, IMapSource source, int depth) : ITrainingTask
{
    private const double Range = 100;

    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed)
    {
        var images = examples.AsParallel().AsOrdered().Select((example, i) => Windows(source.Load(example), stage, new Seeds(seed, "view", i))).ToList(); // on one thread, a GPU would wait for them
        var groups = Enumerable.Range(0, config.ScaleCount).Select(scale => Group(images, scale)).ToList();
        return net => Predict(net, images, groups);
    }

    public void Dispose()
    {
        source.Dispose();
        parameters.Dispose();
    }

    private Prediction Predict(TorchNet net, List<CellWindow[]> images, List<List<Stack>> groups)
    {
        var tokens = groups.Select(group => group.Select(stack => Embed(net, stack)).ToList()).ToList();
        var sequences = groups.All(group => group.Count == 1) ? net.Concat(1, [.. tokens.Select(scale => scale[0])]) : Padded(images, groups, tokens);
        var (length, count) = (sequences.Tensor.shape[1], images.Count);
        var (positions, scales) = (new long[count * length], new long[count * length]);
        for (var i = 0; i < count; i++)
        {
            var at = i * length;
            for (var scale = 0; scale < images[i].Length; scale++)
            {
                foreach (var cell in images[i][scale].Positions)
                {
                    (positions[at], scales[at++]) = (cell, scale);
                }
            }
        }

        var outputs = MusiqNetwork.ScoreTokens(net, sequences, net.Input(positions, count, length), net.Input(scales, count, length), config).Tensor;
        return Predicted(outputs, config);
    }

    /// <summary>The prediction that the head's outputs stand for.</summary>
    /// <param name="outputs">[n, outputs].</param>
    /// <param name="config">The network.</param>
    internal static Prediction Predicted(Tensor outputs, MusiqConfig config) => config.IsDistribution
        ? new(((outputs * arange(1, config.Outputs + 1, device: outputs.device)).sum(1) - 1) / (config.Outputs - 1), outputs)
        : new(outputs.squeeze(1) / Range);

    private TorchValue Embed(TorchNet net, Stack stack)
    {
        var maps = net.Input(stack.Values, stack.Members.Length, source.Channels, stack.Rows * source.CellSide, stack.Columns * source.CellSide);
        if (config.Backbone is not null)
        {
            return MusiqNetwork.EmbedCells(net, MusiqNetwork.DeepCells(net, depth == 0 ? MusiqNetwork.ShallowMaps(net, maps, 0, config) : maps, depth, config), config);
        }

        const int Patch = MusiqConfig.Patch;
        var patches = maps.Tensor.reshape(stack.Members.Length, 3, stack.Rows, Patch, stack.Columns, Patch).permute(0, 2, 4, 1, 3, 5).reshape(-1, 3, Patch, Patch);
        return new(MusiqNetwork.EncodePatches(net, new TorchValue(patches), config).Tensor.reshape(stack.Members.Length, stack.Rows * stack.Columns, config.Hidden));
    }

    /// <summary>Images of several sizes in one batch: their tokens, padded to the longest, with a mask of what is not padding.</summary>
    private static TorchValue Padded(List<CellWindow[]> images, List<List<Stack>> groups, List<List<TorchValue>> tokens)
    {
        var sequences = new List<Tensor>();
        for (var i = 0; i < images.Count; i++)
        {
            sequences.Add(cat([.. groups.Select((group, scale) =>
            {
                var at = group.FindIndex(stack => Array.IndexOf(stack.Members, i) >= 0);
                return tokens[scale][at].Tensor[Array.IndexOf(group[at].Members, i)];
            })]));
        }

        var longest = sequences.Max(sequence => sequence.shape[0]);
        var mask = (arange(longest).unsqueeze(0) < tensor(sequences.Select(sequence => sequence.shape[0]).ToArray()).unsqueeze(1)).to(sequences[0].device);
        return new(stack([.. sequences.Select(sequence => nn.functional.pad(sequence, [0, 0, 0, longest - sequence.shape[0]]))]), mask);
    }

    /// <summary>The scales as training shows them: the native one through a random window, and all of them flipped or none.</summary>
    private CellWindow[] Windows(IReadOnlyList<ScaleMap> maps, StageRecipe? stage, Seeds seeds)
    {
        var flip = stage is { Flip: true } && seeds.Next(2) == 1;
        return [.. maps.Select((map, scale) =>
        {
            var native = config.Native && scale == config.ScaleCount - 1;
            var cells = native && stage?.Crop is { } crop ? crop / MusiqConfig.Patch : int.MaxValue;
            var (rows, columns) = (Math.Min(map.Rows, cells), Math.Min(map.Columns, cells));
            return new CellWindow(map, seeds.Next(map.Rows - rows + 1), seeds.Next(map.Columns - columns + 1), rows, columns, flip, config);
        })];
    }

    /// <summary>Stacks the windows on one scale by size.</summary>
    private List<Stack> Group(List<CellWindow[]> images, int scale)
    {
        var stacks = new List<Stack>();
        foreach (var group in images.Select((image, i) => (Window: image[scale], Index: i)).GroupBy(image => (image.Window.Rows, image.Window.Columns)))
        {
            var length = source.Channels * group.Key.Rows * group.Key.Columns * source.CellSide * source.CellSide;
            var members = group.ToArray();
            var values = new float[members.Length * length];
            for (var i = 0; i < members.Length; i++)
            {
                members[i].Window.CopyTo(values.AsSpan(i * length, length), source.Channels, source.CellSide);
            }

            stacks.Add(new Stack(group.Key.Rows, group.Key.Columns, [.. members.Select(member => member.Index)], values));
        }

        return stacks;
    }

    private sealed record Stack(int Rows, int Columns, int[] Members, float[] Values);
}

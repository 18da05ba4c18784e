using IqaSharp.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Padding = IqaSharp.Networks.Padding;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Torch;

/// <summary>The engine with gradients: a network runs at once, on a batch.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="scope">What parameter names begin with: empty, or ending in a dot.</param>
/// <param name="named">Takes what the network names; null where nobody asks.</param>
/// <param name="chance">What is left to chance in training; null in scoring, where nothing is.</param>
internal sealed class TorchNet(TorchParameters parameters, string scope = "", Dictionary<string, TorchValue>? named = null, Generator? chance = null) : INet<TorchValue>
{
    public INet<TorchValue> In(string name) => new TorchNet(parameters, $"{scope}{name}.", named, chance);

    public TorchValue Parameter(string name, int[] shape, Init init) => new(parameters[scope + name]);

    public TorchValue Named(TorchValue x)
    {
        named?.TryAdd(scope.TrimEnd('.'), x);
        return x;
    }

    public TorchValue Convolve(TorchValue x, TorchValue weight, TorchValue? bias, int kernel, int stride, Padding padding, int groups = 1)
    {
        var (input, symmetric) = Padded(x.Tensor, kernel, stride, padding, 0);
        return new(F.conv2d(ChannelsLast(input), weight.Tensor, bias?.Tensor, [stride, stride], [symmetric, symmetric], groups: groups));
    }

    public TorchValue Standardize(TorchValue weight, Deviation deviation)
    {
        var w = weight.Tensor;
        var centred = w - w.mean([1, 2, 3], keepdim: true);
        return new(centred / (w.std([1, 2, 3], unbiased: deviation == Deviation.Unbiased, keepdim: true) + 1e-5));
    }

    public TorchValue Affine(TorchValue x, TorchValue weight, TorchValue? bias)
    {
        var matrix = weight.Tensor;
        return x with { Tensor = F.linear(x.Tensor, matrix.dim() > 2 ? matrix.reshape(matrix.shape[0], matrix.shape[1]) : matrix, bias?.Tensor) };
    }

    public TorchValue Rows(TorchValue table, TorchValue indices)
    {
        var rows = table.Tensor.reshape(table.Tensor.shape[^2], table.Tensor.shape[^1]).index_select(0, indices.Tensor.flatten());
        return indices with { Tensor = rows.reshape([.. indices.Tensor.shape, rows.shape[1]]) };
    }

    public TorchValue Normalize(TorchValue x, TorchValue gain, TorchValue bias, double epsilon) =>
        x with { Tensor = F.layer_norm(x.Tensor, [x.Tensor.shape[^1]], gain.Tensor, bias.Tensor, epsilon) };

    public TorchValue NormalizeGroups(TorchValue x, TorchValue gain, TorchValue bias, int channels, int groups, double epsilon) =>
        new(F.group_norm(x.Tensor, groups, gain.Tensor, bias.Tensor, epsilon));

    // Always with the known statistics: a batch's own would drift, and make a score depend on its neighbours.
    public TorchValue NormalizeChannels(TorchValue x, TorchValue gain, TorchValue bias, TorchValue mean, TorchValue variance, double epsilon) =>
        new(F.batch_norm(x.Tensor, mean.Tensor, variance.Tensor, gain.Tensor, bias.Tensor, training: false, eps: epsilon));

    public TorchValue AveragePool(TorchValue x, int kernel, int stride, Padding padding = default)
    {
        var (input, symmetric) = Padded(x.Tensor, kernel, stride, padding, 0);
        var mean = F.avg_pool2d(input, [kernel, kernel], [stride, stride], [symmetric, symmetric], count_include_pad: false);
        if (!padding.IsSame)
        {
            return new(mean);
        }

        using var inside = Padded(ones_like(x.Tensor), kernel, stride, padding, 0).Padded;
        return new(mean / F.avg_pool2d(inside, [kernel, kernel], [stride, stride]));
    }

    public TorchValue PositionMean(TorchValue x) => new(x.Tensor.mean([2, 3]));

    public TorchValue MaxPool(TorchValue x, int kernel, int stride, Padding padding = default)
    {
        var (input, symmetric) = Padded(x.Tensor, kernel, stride, padding, double.NegativeInfinity);
        return new(F.max_pool2d(input, [kernel, kernel], [stride, stride], [symmetric, symmetric]));
    }

    public TorchValue Relu(TorchValue x) => x with { Tensor = F.relu(x.Tensor) };

    public TorchValue Relu6(TorchValue x) => x with { Tensor = F.relu6(x.Tensor) };

    public TorchValue Sigmoid(TorchValue x) => x with { Tensor = x.Tensor.sigmoid() };

    public TorchValue Gelu(TorchValue x, GeluKind kind)
    {
        if (kind == GeluKind.Exact)
        {
            return x with { Tensor = F.gelu(x.Tensor) };
        }

        var t = x.Tensor;
        return x with { Tensor = 0.5 * t * (1 + (Math.Sqrt(2 / Math.PI) * (t + (0.044715 * t.pow(3)))).tanh()) };
    }

    public TorchValue Softmax(TorchValue x) => x with { Tensor = x.Tensor.softmax(-1) };

    public TorchValue Add(TorchValue a, TorchValue b) => new(a.Tensor + b.Tensor, a.Mask ?? b.Mask);

    public TorchValue Subtract(TorchValue a, TorchValue b) => new(a.Tensor - b.Tensor, a.Mask ?? b.Mask);

    public TorchValue Scale(TorchValue x, double factor) => x with { Tensor = x.Tensor * factor };

    public TorchValue Constant(Core.Tensor value) => new(tensor(value.ToFloats(), [.. value.Shape.Select(side => (long)side)]));

    public TorchValue Concat(params ReadOnlySpan<TorchValue> parts)
    {
        var all = parts.ToArray();
        var mask = all.Any(part => part.Mask is not null) ? cat([.. all.Select(part => part.Mask ?? Everything(part.Tensor))], 1) : null;
        return new(cat([.. all.Select(part => part.Tensor)], 1), mask);
    }

    public TorchValue Attention(TorchValue query, TorchValue key, TorchValue value, int features, int heads, bool causal = false)
    {
        Tensor Split(TorchValue x) => x.Tensor.reshape(x.Tensor.shape[0], x.Tensor.shape[1], heads, features / heads).transpose(1, 2);
        var attended = F.scaled_dot_product_attention(Split(query), Split(key), Split(value), Visible(query, key, causal));
        return query with { Tensor = attended.transpose(1, 2).reshape(query.Tensor.shape[0], query.Tensor.shape[1], features) };
    }

    public TorchValue FlattenPositions(TorchValue x, int length) => new(x.Tensor.permute(0, 2, 3, 1).reshape(-1, length));

    public TorchValue ToSequences(TorchValue tokens) => new(tokens.Tensor.dim() == 3 ? tokens.Tensor : tokens.Tensor.unsqueeze(0), tokens.Mask);

    public TorchValue ToTokens(TorchValue x, int channels) => new(x.Tensor.flatten(2).transpose(1, 2));

    public TorchValue Dropout(TorchValue x, double share)
    {
        if (chance is null)
        {
            return x;
        }

        var kept = rand(x.Tensor.shape, generator: chance) >= share;
        return x with { Tensor = x.Tensor * kept / (1 - share) };
    }

    public TorchValue Windows(TorchValue maps, TorchValue positions, int channels, int side)
    {
        var taken = maps.Tensor.reshape(channels, -1).index_select(1, positions.Tensor.flatten()).reshape(channels, -1, side, side);
        return new(taken.transpose(0, 1));
    }

    public TorchValue ToPositionsOf(TorchValue tokens, TorchValue image) => new(tokens.Tensor.transpose(1, 2).reshape(image.Tensor.shape));

    public TorchValue Repeated(TorchValue one, TorchValue like) => new(one.Tensor.expand(like.Tensor.shape[0], -1, -1));

    public TorchValue TokenMean(TorchValue sequences)
    {
        if (sequences.Mask is not { } mask)
        {
            return new(sequences.Tensor.mean([1], keepdim: true));
        }

        var there = mask.unsqueeze(-1).to_type(sequences.Tensor.dtype);
        return new((sequences.Tensor * there).sum(1, keepdim: true) / there.sum(1, keepdim: true));
    }

    public TorchValue TokenMax(TorchValue sequences)
    {
        var tokens = sequences.Mask is { } mask ? sequences.Tensor.masked_fill(mask.logical_not().unsqueeze(-1), double.NegativeInfinity) : sequences.Tensor;
        return new(tokens.amax([1], keepdim: true));
    }

    public TorchValue Sample(TorchValue images, TorchValue points, int channels, int count)
    {
        var grid = points.Tensor.reshape(points.Tensor.shape[0], 1, count, 2);
        return ToTokens(new(F.grid_sample(images.Tensor, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false)), channels);
    }

    public TorchValue StopGradient(TorchValue x) => x with { Tensor = x.Tensor.detach() };

    public TorchValue Prepend(TorchValue token, TorchValue sequences) => Concat(Repeated(token, sequences), sequences);

    public TorchValue FirstToken(TorchValue sequences) => new(sequences.Tensor.narrow(1, 0, 1));

    public TorchValue DropTokens(TorchValue sequences) => new(sequences.Tensor.squeeze(1));

    /// <summary>The same, each position's channels side by side in memory: libtorch convolves such images in half the time, and gives its like.</summary>
    private static Tensor ChannelsLast(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static Tensor Everything(Tensor sequences) => ones(sequences.shape[0], sequences.shape[1], dtype: ScalarType.Bool);

    /// <summary>Which token sees which: [batch, 1, queries or 1, keys]; null where all see all.</summary>
    private static Tensor? Visible(TorchValue query, TorchValue key, bool causal)
    {
        var there = key.Mask?.unsqueeze(1).unsqueeze(1);
        if (!causal)
        {
            return there;
        }

        var past = ones(query.Tensor.shape[1], key.Tensor.shape[1], dtype: ScalarType.Bool).tril();
        return there is null ? past : there.logical_and(past);
    }

    /// <summary>What the operator itself cannot pad, padded: TensorFlow's SAME, whose odd row and column lie at the bottom right.</summary>
    /// <returns>The image, and the pixels that the operator pads on every side.</returns>
    private static (Tensor Padded, long Symmetric) Padded(Tensor x, int kernel, int stride, Padding padding, double value)
    {
        if (!padding.IsSame)
        {
            return (x, padding.Pixels);
        }

        long Missing(long side) => Math.Max(0, (((side + stride - 1) / stride) - 1) * stride + kernel - side);
        var (vertical, horizontal) = (Missing(x.shape[2]), Missing(x.shape[3]));
        return vertical == horizontal && vertical % 2 == 0 && value == 0
            ? (x, vertical / 2)
            : (F.pad(x, [horizontal / 2, horizontal - (horizontal / 2), vertical / 2, vertical - (vertical / 2)], PaddingModes.Constant, value), 0);
    }
}

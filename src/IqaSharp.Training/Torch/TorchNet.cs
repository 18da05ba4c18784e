using IqaSharp.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Padding = IqaSharp.Networks.Padding;
using Tensor = TorchSharp.torch.Tensor;

#pragma warning disable CS1591 // the members are documented where they are declared, in INet and IOperators

namespace IqaSharp.Training.Torch;

/// <summary>The engine with gradients: a network runs at once, on a batch. It is made anew for each step.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="prefix">The prefix of parameter names: empty, or ending in a dot.</param>
/// <param name="named">Collects the values that the network names; null if they are not needed.</param>
/// <param name="chance">The random numbers of dropout, in training; null for no dropout.</param>
public sealed class TorchNet(TorchParameters parameters, string prefix = "", Dictionary<string, TorchValue>? named = null, Generator? chance = null) : INet<TorchValue>
{
    /// <summary>Numbers where the parameters are.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Outermost dimension first.</param>
    public TorchValue Input(float[] values, params long[] shape) => new(tensor(values, shape).to(parameters.Device));

    /// <inheritdoc cref="Input(float[], long[])"/>
    public TorchValue Input(long[] values, params long[] shape) => new(tensor(values, shape).to(parameters.Device));

    public INet<TorchValue> In(string scope) => new TorchNet(parameters, $"{prefix}{scope}.", named, chance);

    public TorchValue Parameter(string name, int[] shape, Init init)
    {
        var own = parameters[prefix + name];
        return new(own.shape.SequenceEqual(shape.Select(side => (long)side)) ? own : own.reshape([.. shape]));
    }

    public TorchValue Named(TorchValue x)
    {
        named?.TryAdd(prefix.TrimEnd('.'), x);
        return x;
    }

    public TorchValue Convolve(TorchValue x, TorchValue weight, TorchValue? bias, int kernel, int stride, Padding padding, int groups = 1)
    {
        var (input, symmetric) = Padded(x.Tensor, kernel, stride, padding, 0);
        return new(F.conv2d(ChannelsLast(input), weight.Tensor, bias?.Tensor, [stride, stride], [symmetric, symmetric], groups: groups));
    }

    public TorchValue Standardise(TorchValue weight, Deviation deviation)
    {
        var w = weight.Tensor;
        var centred = w - w.mean([1, 2, 3], keepdim: true);
        return new(centred / (w.std([1, 2, 3], unbiased: deviation == Deviation.Unbiased, keepdim: true) + 1e-5));
    }

    public TorchValue Affine(TorchValue x, TorchValue weight, TorchValue? bias) => x with { Tensor = F.linear(x.Tensor, weight.Tensor, bias?.Tensor) };

    public TorchValue MatMul(TorchValue a, TorchValue b) => a with { Tensor = a.Tensor.matmul(b.Tensor) };

    public TorchValue Normalise(TorchValue x, TorchValue gain, TorchValue bias, double epsilon) =>
        x with { Tensor = F.layer_norm(x.Tensor, [x.Tensor.shape[^1]], gain.Tensor, bias.Tensor, epsilon) };

    public TorchValue NormaliseGroups(TorchValue x, TorchValue gain, TorchValue bias, int channels, int groups, double epsilon) =>
        new(F.group_norm(x.Tensor, groups, gain.Tensor, bias.Tensor, epsilon));

    /// <remarks>Always with the known statistics: a batch's own would drift, and make a score depend on its neighbours.
    /// As a factor and a summand for each channel: with gradients, libtorch's batch normalisation takes four times as long.</remarks>
    public TorchValue NormaliseChannels(TorchValue x, TorchValue gain, TorchValue bias, TorchValue mean, TorchValue variance, double epsilon)
    {
        using var least = epsilon.ToScalar(); // held until libtorch has read it: maps are computed on many threads, each of which may trigger a collection (NoCollection)
        var factor = gain.Tensor / variance.Tensor.add(least).sqrt();
        var summand = bias.Tensor - (mean.Tensor * factor);
        return new((x.Tensor * factor.reshape(1, -1, 1, 1)) + summand.reshape(1, -1, 1, 1));
    }

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

    public TorchValue MaxPool(TorchValue x, int kernel, int stride, Padding padding = default)
    {
        var (input, symmetric) = Padded(x.Tensor, kernel, stride, padding, double.NegativeInfinity);
        return new(F.max_pool2d(input, [kernel, kernel], [stride, stride], [symmetric, symmetric]));
    }

    public TorchValue Relu(TorchValue x) => x with { Tensor = F.relu(x.Tensor) };

    public TorchValue Clamp(TorchValue x, double lowest, double highest) =>
        x with { Tensor = (lowest, highest) is (0, 6) ? F.relu6(x.Tensor) : x.Tensor.clamp(lowest, highest) }; // they differ in the gradient at the bounds

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

    public TorchValue Multiply(TorchValue a, TorchValue b) => new(a.Tensor * b.Tensor, a.Mask ?? b.Mask);

    public TorchValue Power(TorchValue x, double exponent) => x with { Tensor = x.Tensor.pow(exponent) };

    public TorchValue Reduce(TorchValue x, Reduction reduction, int[] axes, bool keep = true)
    {
        long[] along = [.. axes];
        var present = x.Mask is { } mask && axes.Contains(1) ? mask.reshape([.. mask.shape, .. Enumerable.Repeat(1L, (int)x.Tensor.dim() - 2)]).expand_as(x.Tensor) : null;
        var values = present is null ? x.Tensor : x.Tensor.masked_fill(present.logical_not(), reduction == Reduction.Max ? double.NegativeInfinity : 0);
        var reduced = reduction switch
        {
            Reduction.Max => values.amax(along, keep),
            Reduction.Mean when present is null => values.mean(along, keep),
            Reduction.Mean => values.sum(along, keep) / present.sum(along, keep),
            _ => values.sum(along, keep),
        };
        return new(reduced, axes.Min() > 1 ? x.Mask : null);
    }

    public TorchValue Reshape(TorchValue x, params int[] shape) => new(x.Tensor.reshape([.. shape.Select((side, i) => side == 0 ? x.Tensor.shape[i] : side)]));

    public TorchValue ReshapeLike(TorchValue x, TorchValue like) => new(x.Tensor.reshape(like.Tensor.shape));

    public TorchValue Transpose(TorchValue x, params int[] order) => new(x.Tensor.permute([.. order]));

    public TorchValue Expand(TorchValue x, TorchValue like, int rank) => new(x.Tensor.expand([like.Tensor.shape[0], .. Enumerable.Repeat(-1L, rank - 1)]));

    public TorchValue Constant(Core.Tensor value) => Input(value.ToFloats(), [.. value.Shape.Select(side => (long)side)]);

    public TorchValue Concat(int axis, params ReadOnlySpan<TorchValue> parts)
    {
        var all = parts.ToArray();
        var mask = all.FirstOrDefault(part => part.Mask is not null)?.Mask;
        var joined = mask is null || axis > 1 ? mask : cat([.. all.Select(part => part.Mask ?? Everything(part.Tensor))], axis);
        return new(cat([.. all.Select(part => part.Tensor)], axis), joined);
    }

    public TorchValue Slice(TorchValue x, int axis, int start, int length) =>
        new(x.Tensor.narrow(axis, start, length), axis > 1 ? x.Mask : x.Mask?.narrow(axis, start, length));

    public TorchValue Gather(TorchValue x, TorchValue indices, int axis)
    {
        var taken = x.Tensor.index_select(axis, indices.Tensor.flatten());
        return new(taken.reshape([.. x.Tensor.shape[..axis], .. indices.Tensor.shape, .. x.Tensor.shape[(axis + 1)..]]));
    }

    public TorchValue Attention(TorchValue query, TorchValue key, TorchValue value, int features, int heads, bool causal = false)
    {
        Tensor Split(TorchValue x) => x.Tensor.reshape(x.Tensor.shape[0], x.Tensor.shape[1], heads, features / heads).transpose(1, 2);
        var attended = F.scaled_dot_product_attention(Split(query), Split(key), Split(value), Visible(query, key, causal));
        return query with { Tensor = attended.transpose(1, 2).reshape(query.Tensor.shape[0], query.Tensor.shape[1], features) };
    }

    public TorchValue Dropout(TorchValue x, double share)
    {
        if (chance is null)
        {
            return x;
        }

        var kept = (rand(x.Tensor.shape, generator: chance) >= share).to(x.Tensor.device); // the same numbers on every device
        return x with { Tensor = x.Tensor * kept / (1 - share) };
    }

    public TorchValue GridSample(TorchValue images, TorchValue grid) =>
        new(F.grid_sample(images.Tensor, grid.Tensor, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false));

    public TorchValue StopGradient(TorchValue x) => x with { Tensor = x.Tensor.detach() };

    /// <summary>The same values, each position's channels side by side in memory: libtorch convolves such images in half the time on a CPU, and its results are laid out alike.</summary>
    private static Tensor ChannelsLast(Tensor images) => images.device_type != DeviceType.CPU ? images : images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static Tensor Everything(Tensor sequences) => ones(sequences.shape[0], sequences.shape[1], dtype: ScalarType.Bool, device: sequences.device);

    /// <summary>Which query attends to which key: [batch, 1, queries or 1, keys]; null where each attends to all.</summary>
    private static Tensor? Visible(TorchValue query, TorchValue key, bool causal)
    {
        var present = key.Mask?.unsqueeze(1).unsqueeze(1);
        if (!causal)
        {
            return present;
        }

        var past = ones(query.Tensor.shape[1], key.Tensor.shape[1], dtype: ScalarType.Bool, device: query.Tensor.device).tril();
        return present is null ? past : present.logical_and(past);
    }

    /// <summary>Pads what the operator itself cannot: TensorFlow's SAME, whose odd row and column are at the bottom right.</summary>
    /// <returns>The image, and how many pixels the operator has to pad on every side.</returns>
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

using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>The authors' checkpoints: Flax names and layouts under <c>opt/target/</c>, turned into PyTorch's.</summary>
/// <remarks>Convolution kernels are (height, width, in, out), dense kernels (in, out), attention's (in, heads, width) and (heads, width, out).</remarks>
internal static class FlaxMusiq
{
    private const string Prefix = "opt/target/";

    // Parts of the path, in the order in which they are renamed.
    private static readonly (string Flax, string Torch)[] Modules =
    [
        ("/unit1/", "/"),
        ("Transformer/encoderblock_", "transformer_encoder/transformer/encoderblock_"),
        ("Transformer/", "transformer_encoder/"),
        ("/LayerNorm_0/", "/norm1/"),
        ("/LayerNorm_2/", "/norm2/"),
        ("/MultiHeadDotProductAttention_1/", "/attention/"),
        ("/SelfAttention_1/", "/attention/"),
        ("/MlpBlock_3/Dense_0/", "/mlp/fc1/"),
        ("/MlpBlock_3/Dense_1/", "/mlp/fc2/"),
    ];

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["kernel"] = "weight",
        ["scale"] = "weight",
        ["pos_embedding"] = "position_emb",
        ["scale_embedding"] = "scale_emb",
    };

    public static bool IsWeight(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    public static NamedWeights Rename(NamedWeights checkpoint)
    {
        var weights = new Dictionary<string, Tensor>();
        var shown = new JsonObject();
        foreach (var (name, tensor) in checkpoint.Tensors.Where(t => IsWeight(t.Key)))
        {
            var flax = name[Prefix.Length..];
            var path = TorchPath(flax);
            if (flax.EndsWith("/query/kernel", StringComparison.Ordinal) && tensor.Shape is [_, var count, _])
            {
                shown["heads"] = count;
            }

            if (!weights.TryAdd(path, TorchLayout(flax, tensor)))
            {
                throw new BadWeightsException(checkpoint.Source, $"two of its tensors are {path}");
            }
        }

        // A distribution's head is the first of a sequence in PyTorch: linear, then softmax.
        if (weights.TryGetValue("head.weight", out var head) && head.Shape is [> 1, _])
        {
            foreach (var part in new[] { "weight", "bias" })
            {
                if (weights.Remove($"head.{part}", out var tensor))
                {
                    weights[$"head.0.{part}"] = tensor;
                }
            }
        }

        return new NamedWeights(checkpoint.Source, weights, checkpoint.Ignored + checkpoint.Tensors.Count - weights.Count) { Shown = shown };
    }

    private static string TorchPath(string flax)
    {
        var path = Modules.Aggregate(flax, (renamed, module) => renamed.Replace(module.Flax, module.Torch, StringComparison.Ordinal));
        var names = path.Split('/');
        names[^1] = Parameters.GetValueOrDefault(names[^1], names[^1]);
        return string.Join('.', names);
    }

    private static Tensor TorchLayout(string flax, Tensor tensor) => (flax.Split('/')[^1], tensor.Shape) switch
    {
        ("kernel", [_, _, _, _]) => OutputsFirst(tensor),
        ("kernel", [var heads, var width, var outputs]) when flax.EndsWith("/out/kernel", StringComparison.Ordinal) =>
            tensor.Reshape(heads * width, outputs).Transpose(),
        ("kernel", [var inputs, var heads, var width]) => tensor.Reshape(inputs, heads * width).Transpose(),
        ("kernel", [_, _]) => tensor.Transpose(),
        ("scale" or "bias", _) => tensor.Reshape(tensor.Length),
        ("scale_embedding", [1, var rows, var features]) => tensor.Reshape(rows, features),
        _ => tensor,
    };

    /// <summary>(height, width, in, out) → [out, in, height, width].</summary>
    private static Tensor OutputsFirst(Tensor kernel)
    {
        var (area, inputs, outputs) = (kernel.Shape[0] * kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        var source = kernel.ToFloats();
        var target = new float[source.Length];
        for (var position = 0; position < area; position++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var o = 0; o < outputs; o++)
                {
                    target[(((o * inputs) + i) * area) + position] = source[(((position * inputs) + i) * outputs) + o];
                }
            }
        }

        return Tensor.Of(target, outputs, inputs, kernel.Shape[0], kernel.Shape[1]);
    }
}

using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Tests.Models;

/// <summary>The weights recipe of ../shared/reference/README.md: every tensor is a function of its name and shape.</summary>
internal static class SeededWeights
{
    /// <param name="name">The tensor's name; its last part decides the range.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="prefix">What the recipe's name begins with, such as <c>tiny.</c>.</param>
    public static Tensor Tensor(string name, int[] shape, string prefix = "")
    {
        var hash = Hash(prefix + name);
        var values = new float[shape.Aggregate(1, (product, side) => product * side)];
        var last = name.Split('.')[^1];
        var bound = MathF.Sqrt(3f / shape.Skip(1).Aggregate(1, (product, side) => product * side));
        for (var i = 0; i < values.Length; i++)
        {
            var u = Unit(hash, i);
            values[i] = last switch
            {
                "running_var" => 1 + (0.5f * MathF.Abs(u)),
                "running_mean" or "bias" => 0.1f * u,
                _ when last.Contains("emb", StringComparison.Ordinal) || last.Contains("cls", StringComparison.Ordinal) => 0.5f * u,
                _ when shape.Length >= 2 => u * bound,
                _ => 1 + (0.1f * u),
            };
        }

        return IqaSharp.Core.Tensor.Of(values, shape);
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    public static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }

        return hash;
    }

    /// <summary>splitmix64's i-th number, as a float32 in −1…1.</summary>
    public static float Unit(ulong hash, int i)
    {
        var z = hash + ((ulong)(i + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((float)(z >> 40) / (1 << 23)) - 1f;
    }
}

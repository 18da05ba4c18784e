using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Restorations.Learned;

/// <summary>The weights of a layers model of TensorFlow.js: a manifest in model.json, and shards beside it.</summary>
internal static class LayersWeights
{
    private const int LargestTotal = 1 << 28;
    private const int MostShards = 4096;

    /// <summary>The weights by name.</summary>
    /// <param name="file">The path of model.json.</param>
    /// <param name="manifest">Its weightsManifest.</param>
    /// <exception cref="BadInputException">A shard cannot be read, or they are too large together.</exception>
    /// <exception cref="FormatException">The manifest does not fit the shards.</exception>
    public static Dictionary<string, Tensor> Read(string file, JsonArray manifest)
    {
        var (weights, folder, room, shards) = (new Dictionary<string, Tensor>(), Path.GetDirectoryName(Path.GetFullPath(file))!, (long)LargestTotal, new HashSet<string>());
        foreach (var group in manifest)
        {
            var bytes = new MemoryStream();
            foreach (var path in LayersModel.Need(group, "paths").AsArray())
            {
                var shard = Path.Combine(folder, Path.GetFileName((string)path!)); // nothing is read from elsewhere
                if (!shards.Add(shard) || shards.Count > MostShards)
                {
                    throw new FormatException(shards.Count > MostShards ? $"it has more than {MostShards} shards" : $"it lists the shard {Path.GetFileName(shard)} twice");
                }

                var content = RegularFile.ReadAllBytes(shard, LargestTotal);
                room -= content.Length;
                if (room < 0)
                {
                    throw new FormatException($"its weights are more than {LargestTotal >> 20} MB");
                }

                bytes.Write(content);
            }

            var (all, at) = (bytes.ToArray().AsMemory(), 0);
            foreach (var weight in LayersModel.Need(group, "weights").AsArray())
            {
                var (name, shape) = ((string)LayersModel.Need(weight, "name")!, LayersModel.Need(weight, "shape").AsArray().Select(side => (long)side!).ToArray());
                if ((string?)LayersModel.Need(weight, "dtype") != "float32" || weight!["quantization"] is not null)
                {
                    throw new FormatException($"{name} is not of type float32");
                }

                var length = TensorShape.Bytes(shape, TensorType.F32) ?? throw new FormatException($"{name} has an impossible shape");
                if (length > all.Length - at)
                {
                    throw new FormatException($"the weights end within {name}");
                }

                if (!weights.TryAdd(name, new Tensor(TensorType.F32, Array.ConvertAll(shape, side => (int)side), all.Slice(at, length))))
                {
                    throw new FormatException($"{name} is there twice");
                }

                at += length;
            }
        }

        return weights;
    }
}

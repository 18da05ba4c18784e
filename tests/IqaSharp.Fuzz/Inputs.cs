using System.Buffers.Binary;
using System.IO.Compression;
using IqaSharp.Core;

namespace IqaSharp.Fuzz;

/// <summary>The inputs of a target: a number and the run's seed give each, so that none need be kept to be repeated.</summary>
internal sealed class Inputs(Target target, long seed)
{
    private const int LargestInflated = 1 << 23;
    private const int MatlabHeader = 128;

    private readonly IReadOnlyList<byte[]> _seeds = target.Seeds();
    private readonly ulong _stream = target.Name.Aggregate((ulong)seed * 0x9E3779B97F4A7C15, (hash, letter) => (hash ^ letter) * 0x100000001B3);

    /// <summary>The input of a number; the first ones are the seeds themselves.</summary>
    public byte[] this[long number]
    {
        get
        {
            if (number < _seeds.Count)
            {
                return _seeds[(int)number];
            }

            var random = new Random((int)(SplitMix64.Mix(_stream + (ulong)number) & int.MaxValue));
            var mutator = new Mutator(random, _seeds, target.Words);
            var file = _seeds[random.Next(_seeds.Count)];
            var input = (random.Next(4) == 0 ? Packing.None : target.Packing) switch
            {
                Packing.Zip when file.AsSpan().StartsWith("PK"u8) => Zipped(file, random, mutator),
                Packing.SafeTensors => WithHeader(file, mutator),
                Packing.Matlab => Deflated(file, mutator, random),
                _ => mutator.Mutate(file),
            };
            return input.Length <= Mutator.LargestInput ? input : input[..Mutator.LargestInput];
        }
    }

    private static byte[] Zipped(byte[] file, Random random, Mutator mutator)
    {
        using var source = new ZipArchive(new MemoryStream(file));
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            var changed = random.Next(source.Entries.Count);
            var level = random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
            foreach (var entry in source.Entries)
            {
                using var inflated = new MemoryStream();
                using (var stream = entry.Open())
                {
                    stream.CopyTo(inflated);
                }

                var isChanged = changed-- == 0;
                var content = isChanged ? mutator.Mutate(inflated.ToArray()) : inflated.ToArray();
                using var written = archive.CreateEntry(entry.FullName, level).Open();
                for (var times = isChanged && random.Next(4000) == 0 && content.Length > 0 ? LargestInflated / content.Length : 1; times > 0; times--)
                {
                    written.Write(content);
                }
            }
        }

        return target.ToArray();
    }

    private static byte[] WithHeader(byte[] file, Mutator mutator)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var header = mutator.Mutate(file[8..(8 + length)]);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. file.AsSpan(8 + length)];
    }

    private static byte[] Deflated(byte[] file, Mutator mutator, Random random)
    {
        var elements = mutator.Mutate(file[MatlabHeader..]);
        if (random.Next(4) > 0)
        {
            return [.. file.AsSpan(0, MatlabHeader), .. elements];
        }

        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var times = random.Next(1000) == 0 && elements.Length > 0 ? LargestInflated / elements.Length : 1; times > 0; times--)
            {
                zlib.Write(elements);
            }
        }

        return [.. file.AsSpan(0, MatlabHeader), .. BitConverter.GetBytes(15), .. BitConverter.GetBytes((int)stream.Length), .. stream.ToArray()];
    }
}

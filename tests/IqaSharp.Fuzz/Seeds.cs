using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IqaSharp.Models;
using IqaSharp.Networks;
using NetVips;

namespace IqaSharp.Fuzz;

/// <summary>Small valid files of every format: those of the tests, and others made here.</summary>
internal static class Seeds
{
    private const int Side = 12;

    /// <summary>The tests' fixtures and the repository's recipes, by how their names end.</summary>
    public static IReadOnlyList<byte[]> Files(string ending) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Seeds"), "*" + ending).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static byte[] SafeTensors(string header, int data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[data]];
    }

    /// <summary>A safetensors file whose metadata hold a card.</summary>
    public static byte[] WithCard(string card) =>
        SafeTensors($"{{\"__metadata__\":{{\"{ModelCard.MetadataKey}\":{JsonSerializer.Serialize(card)}}}}}", 0);

    /// <summary>The cards of all networks.</summary>
    public static IReadOnlyList<byte[]> Cards() =>
    [
        .. Architecture.All.Select(architecture => ModelCard.Of(architecture, architecture.ReadConfiguration([]), "fuzz") with
        {
            Description = "A model.",
            Licence = "none",
            Correlations = [new("KonIQ-10k test", 0.9, 0.8, "here")],
        }).Select(card => Encoding.UTF8.GetBytes(card.ToJson())),
    ];

    public static byte[] Tar(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (name, length) in new[] { ("a.jpg", 700), ("a.json", 10), (new string('n', format == TarEntryFormat.Ustar ? 90 : 120) + ".png", 512), ("./photos/b.jpg", 1) })
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(new byte[length]);
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A zip of images, in which nothing is decoded.</summary>
    public static byte[] Photographs(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "a.jpg", "notes.txt", "photos/b.png" })
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write([.. Enumerable.Range(0, 300).Select(i => (byte)(i * i))]);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Npz(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, type, shape, bytes) in new[] { ("a", "<f4", "(2, 3)", 24), ("b", "<f8", "()", 8), ("c", "<i4", "(3,)", 12), ("mask", "|b1", "(2, 1)", 2) })
            {
                var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {(name == "a" ? "True" : "False")}, 'shape': {shape}, }}".PadRight(117) + "\n");
                using var entry = archive.CreateEntry($"{name}.npy", level).Open();
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. new byte[bytes]]);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A small picture, encoded by libvips.</summary>
    /// <param name="suffixes">File name extensions, with libvips' options.</param>
    public static IReadOnlyList<byte[]> Pictures(params IEnumerable<string> suffixes)
    {
        using var plane = NetVips.Image.Xyz(Side, Side) * 20;
        using var picture = plane.Bandjoin(plane[0]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return [.. suffixes.Select(suffix => picture.WriteToBuffer(suffix))];
    }

    /// <summary>BMPs with and without palette, of the four kinds of compression.</summary>
    public static IReadOnlyList<byte[]> Bmps() =>
    [
        Bmp(24, 0, [], new byte[Side * Side * 3]),
        Bmp(32, 3, [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0], new byte[Side * Side * 4]),
        Bmp(16, 0, [], new byte[Side * Side * 2]),
        Bmp(8, 1, new byte[1024], [.. Enumerable.Repeat<byte[]>([Side, 7, 0, 0], Side).SelectMany(run => run), 0, 1]),
        Bmp(4, 2, new byte[64], [.. Enumerable.Repeat<byte[]>([Side, 0x37, 0, 0], Side).SelectMany(run => run), 0, 1]),
        Bmp(1, 0, new byte[8], new byte[Side * 4]),
    ];

    private static byte[] Bmp(int bits, int compression, byte[] more, byte[] data)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        foreach (var (at, value) in new[] { (2, 54 + more.Length + data.Length), (10, 54 + more.Length), (14, 40), (18, Side), (22, Side), (30, compression), (34, data.Length) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        }

        (header[26], header[28]) = (1, (byte)bits);
        return [.. header, .. more, .. data];
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetVips;
using Image = IqaSharp.Imaging.Image;
using VipsImage = NetVips.Image;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Pairs with the scores of the authors' programs: ssimulacra2.json, butteraugli.json, lpips.json and dists.json, whose <c>origin</c> says where they are from.</summary>
internal sealed partial class CodecGolden
{
    private readonly string _folder;
    private readonly JsonElement _root;

    private CodecGolden(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        (_folder, _root) = (Path.GetDirectoryName(file)!, json.RootElement.Clone());
    }

    /// <summary>The pairs of the photographs in samples/.</summary>
    public static CodecGolden OfSamples(string file) => new(Repository.Sample(file));

    /// <summary>The pairs of ../shared/reference; the test is skipped where there is none.</summary>
    public static CodecGolden OfReference(string file) => new(Shared.Find($"reference/{file}"));

    /// <summary>All of the file.</summary>
    public JsonElement Root => _root;

    /// <summary>The entries of a part of the file by pair, such as <c>scores</c>.</summary>
    public IEnumerable<(string Key, JsonElement Expected)> Part(params string[] path) => path.Aggregate(_root, (part, name) => part.GetProperty(name)).EnumerateObject().Where(entry => entry.Name.Contains('|', StringComparison.Ordinal)).Select(entry => (entry.Name, entry.Value));

    /// <summary>The images of a key, "distorted|reference", with what was done to both.</summary>
    public (Image Reference, Image Distorted) Pair(string key)
    {
        var parts = Key().Match(key);
        Func<Image, Image> change = parts.Groups["change"].Value.Trim() switch
        {
            "" or "(roles swapped)" => image => image,
            "grey, one channel" or "grey, R=G=B" => Grey,
            "alpha = x * 255 / (w - 1), integer division" => Transparent,
            var crop => image => Cut(image, Numbers().Matches(crop).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray()),
        };
        return (change(Load("reference")), change(Load("distorted")));

        Image Load(string name) => Image.Load(Path.Combine(_folder, parts.Groups[name].Value));
    }

    [GeneratedRegex(@"^(?<distorted>[^|]+)\|(?<reference>[^| ]+)(?<change>.*)$")]
    private static partial Regex Key();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();

    /// <summary>Pillow's convert("L").</summary>
    private static Image Grey(Image image)
    {
        var pixels = image.Pixels.ToArray();
        for (var i = 0; i < pixels.Length; i += 3)
        {
            pixels.AsSpan(i, 3).Fill((byte)(((19595 * pixels[i]) + (38470 * pixels[i + 1]) + (7471 * pixels[i + 2]) + 32768) >> 16));
        }

        return new(image.Width, image.Height, pixels);
    }

    private static Image Cut(Image image, int[] xywh)
    {
        var (left, top, width, height) = (xywh[0], xywh[1], xywh[2], xywh[3]);
        return new(width, height, [.. Enumerable.Range(top, height).SelectMany(y => image.Pixels.Slice(3 * ((y * image.Width) + left), 3 * width).ToArray())]);
    }

    private static Image Transparent(Image image)
    {
        var rgba = new byte[image.Width * image.Height * 4];
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.Slice(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[(4 * i) + 3] = (byte)(i % image.Width * 255 / (image.Width - 1));
        }

        return Image.Load(Png(image.Width, image.Height, rgba));
    }

    /// <summary>A PNG with opacity.</summary>
    internal static byte[] Png(int width, int height, byte[] rgba)
    {
        using var raw = VipsImage.NewFromMemory(rgba, width, height, 4, Enums.BandFormat.Uchar);
        using var tagged = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return tagged.PngsaveBuffer();
    }
}

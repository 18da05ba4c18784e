using System.Collections.Concurrent;
using System.Security.Cryptography;
using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Embedded ICC profiles.</summary>
internal static class ColourProfile
{
    private const string Key = "icc-profile-data";

    /// <summary>Verdicts on profiles by their hash: nearly all photographs carry one of a few, and asking takes as long as decoding a small JPEG.</summary>
    private static readonly ConcurrentDictionary<(string Sha256, Enums.Interpretation), bool> Known = new();

    /// <summary>The image in sRGB, converted as its rows are fetched, or <see langword="null"/> where its samples can stay as they are.</summary>
    public static VipsImage? ToSrgb(VipsImage image)
    {
        if (image.Interpretation is Enums.Interpretation.Lab or Enums.Interpretation.Labs)
        {
            return image.Colourspace(Enums.Interpretation.Srgb);
        }

        if (!image.Contains(Key) || image.Get(Key) is not byte[] profile)
        {
            return null;
        }

        // Strangers must not fill the memory with profiles of their own.
        if (Known.Count > 1000)
        {
            Known.Clear();
        }

        var key = (Convert.ToHexString(SHA256.HashData(profile)), image.Interpretation);
        return Known.GetOrAdd(key, static (key, profile) => Moves(profile, key.Item2), profile) ? Transform(image) : null;
    }

    /// <summary>Whether a profile is worth a conversion: whether it takes any of a grid of colours further than one step of 255.
    /// So every edition of sRGB is told by what it does, not by its name.</summary>
    private static bool Moves(byte[] profile, Enums.Interpretation interpretation)
    {
        var (samples, bands, colourSpace) = interpretation switch
        {
            Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => (Grid(1, 256), 1, Enums.Interpretation.Bw),
            Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 => (Grid(3, 9), 3, Enums.Interpretation.Srgb),
            Enums.Interpretation.Cmyk => (Grid(4, 2), 4, Enums.Interpretation.Cmyk),
            _ => ([], 0, interpretation),
        };
        if (bands == 0)
        {
            return false;
        }

        try
        {
            using var plain = VipsImage.NewFromMemory(samples, samples.Length / bands, 1, bands, Enums.BandFormat.Uchar);
            using var tagged = plain.Copy(interpretation: colourSpace);
            using var labelled = tagged.Mutate(image => image.Set(GValue.BlobType, Key, profile));
            using var converted = Transform(labelled);
            var srgb = converted.WriteToMemory<byte>();
            return bands == 4 || FurthestMove(samples, bands, srgb) > 1;
        }
        catch (VipsException)
        {
            // Broken, or for another number of channels: what browsers do is to ignore it.
            return false;
        }
    }

    /// <summary>Perceptual, as Pillow's profileToProfile and what profiles of cameras and presses are made for.</summary>
    private static VipsImage Transform(VipsImage image) =>
        image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Perceptual, depth: 8);

    /// <summary>All colours whose samples are multiples of 255 / (steps − 1).</summary>
    private static byte[] Grid(int bands, int steps)
    {
        var colours = (int)Math.Pow(steps, bands);
        var samples = new byte[colours * bands];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (byte)(i / bands / (int)Math.Pow(steps, i % bands) % steps * 255 / (steps - 1));
        }

        return samples;
    }

    private static int FurthestMove(byte[] samples, int bands, byte[] srgb)
    {
        var furthest = 0;
        for (var i = 0; i < srgb.Length; i++)
        {
            furthest = Math.Max(furthest, Math.Abs(srgb[i] - samples[(i / 3 * bands) + (bands == 1 ? 0 : i % 3)]));
        }

        return furthest;
    }
}

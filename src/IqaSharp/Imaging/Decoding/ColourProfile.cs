using System.Collections.Concurrent;
using System.Security.Cryptography;
using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Converts images with embedded ICC profiles to sRGB.</summary>
internal static class ColourProfile
{
    private const string Key = "icc-profile-data";

    /// <summary>Whether a profile changes colours, by its hash: nearly all photographs carry one of a few profiles, and testing one takes as long as decoding a small JPEG.</summary>
    private static readonly ConcurrentDictionary<(string Sha256, Enums.Interpretation), bool> Known = new();

    /// <summary>The image in sRGB, converted as its rows are fetched, or <see langword="null"/> if its samples need no conversion.</summary>
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

        // Hostile files must not fill the cache.
        if (Known.Count > 1000)
        {
            Known.Clear();
        }

        var key = (Convert.ToHexString(SHA256.HashData(profile)), image.Interpretation);
        return Known.GetOrAdd(key, static (key, profile) => ChangesColours(profile, key.Item2), profile) ? Transform(image) : null;
    }

    /// <summary>Whether a profile changes any of a grid of colours by more than one step of 255.
    /// This recognises every edition of sRGB by its effect, not by its name.</summary>
    private static bool ChangesColours(byte[] profile, Enums.Interpretation interpretation)
    {
        var (samples, bands, colourSpace) = interpretation switch
        {
            Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => (Grid(1, 256), 1, Enums.Interpretation.Bw),
            Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 => (Grid(3, 9), 3, Enums.Interpretation.Srgb),
            Enums.Interpretation.Cmyk => (Grid(4, 2), 4, Enums.Interpretation.Cmyk),
            _ => ([], 0, interpretation),
        };
        if (bands == 0 || !IsFor(bands, profile))
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
            return bands == 4 || LargestChange(samples, bands, srgb) > 1;
        }
        catch (VipsException)
        {
            // Broken, or for another number of channels: ignored, as browsers do.
            return false;
        }
    }

    /// <summary>Whether a profile is for images of one, three or four colours (ICC.1:2022, section 7.2.6).
    /// LittleCMS would take the first three inks of CMYK for RGB; a profile of RGB is left in images that were converted to CMYK.</summary>
    private static bool IsFor(int bands, ReadOnlySpan<byte> profile) =>
        profile.Length >= 20 && profile[16..20].SequenceEqual(bands == 1 ? "GRAY"u8 : bands == 3 ? "RGB "u8 : "CMYK"u8);

    /// <summary>Perceptual intent, the default of Pillow's profileToProfile and what camera and press profiles are made for.</summary>
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

    private static int LargestChange(byte[] samples, int bands, byte[] srgb)
    {
        var largest = 0;
        for (var i = 0; i < srgb.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(srgb[i] - samples[(i / 3 * bands) + (bands == 1 ? 0 : i % 3)]));
        }

        return largest;
    }
}

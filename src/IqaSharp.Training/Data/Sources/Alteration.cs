using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Training.Data.Sources;

/// <summary>A way in which restorations are unfaithful and still look natural. What the restored image alone does not show, its degraded input does.</summary>
/// <param name="Name">What recipes call it.</param>
/// <param name="Apply">Changes a restoration; the other image is of the same size, the strength 0–1.</param>
internal sealed record Alteration(string Name, Func<Image, Image, double, Seeds, Image> Apply)
{
    private const int Cell = 24; // pixels over which a random field changes
    private const float Epsilon = 1e-3f;

    /// <summary>Mixes in another restoration of the same input: half of each one's marks.</summary>
    public static Alteration Blend { get; } = new("blend", (image, other, strength, _) => Mixed(image, other, 0.3 + (0.4 * strength)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Alteration> All { get; } =
    [
        Blend,
        new("borrowed-texture", (image, other, strength, _) => Borrowed(image, other, 0.5 + strength)),
        new("warp", (image, _, strength, seeds) => Warped(image, 1 + (4 * (float)strength), seeds)),
        new("recolour", (image, _, strength, seeds) => Recoloured(image, 6 + (18 * (float)strength), seeds)),
        new("smear", (image, _, strength, seeds) => Smeared(image, 0.8 + (1.6 * strength), seeds)),
    ];

    /// <summary>So much of another image of the same size mixed into one.</summary>
    public static Image Mixed(Image image, Image other, double share)
    {
        var a = image.Pixels;
        var b = other.Pixels;
        var rgb = new byte[a.Length];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)Math.Round(a[i] + (share * (b[i] - a[i])));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>The fine texture of another photograph, as strong as this image's coarser detail at each place.</summary>
    private static Image Borrowed(Image image, Image other, double strength)
    {
        using var ycc = YCbCr.Of(image);
        using var theirs = YCbCr.Of(other);
        using var texture = Band(theirs.First, 0, 1.5);
        using var fineness = Activity(texture);
        using var coarse = Band(ycc.First, 1.5, 4);
        using var activity = Activity(coarse);
        using var luma = Combine(ycc.First, (at, i) => at + ((float)strength * texture.Samples[i] * MathF.Sqrt(activity.Samples[i] / (fineness.Samples[i] + Epsilon))));
        return YCbCr.ToImage(new ColourPlanes(luma, ycc.Second, ycc.Third));
    }

    /// <summary>Shapes that move by up to some pixels.</summary>
    private static Image Warped(Image image, float most, Seeds seeds)
    {
        using var rgb = ColourPlanes.OfRgb(image);
        using var across = Field(image.Width, image.Height, seeds);
        using var down = Field(image.Width, image.Height, seeds);
        using var warped = rgb.Select(plane => Combine(plane, (_, i) =>
        {
            var x = Math.Clamp((i % plane.Width) + (most * across.Samples[i]), 0, plane.Width - 1);
            var y = Math.Clamp((i / plane.Width) + (most * down.Samples[i]), 0, plane.Height - 1);
            var (left, top) = ((int)x, (int)y);
            var (right, bottom) = (Math.Min(left + 1, plane.Width - 1), Math.Min(top + 1, plane.Height - 1));
            var upper = plane.Row(top)[left] + ((x - left) * (plane.Row(top)[right] - plane.Row(top)[left]));
            var lower = plane.Row(bottom)[left] + ((x - left) * (plane.Row(bottom)[right] - plane.Row(bottom)[left]));
            return upper + ((y - top) * (lower - upper));
        }));
        return warped.ToImage(static (r, g, b) => (YCbCr.ToByte(r), YCbCr.ToByte(g), YCbCr.ToByte(b)));
    }

    /// <summary>Colours that drift from place to place.</summary>
    private static Image Recoloured(Image image, float most, Seeds seeds)
    {
        using var ycc = YCbCr.Of(image);
        using var blue = Field(image.Width, image.Height, seeds);
        using var red = Field(image.Width, image.Height, seeds);
        using var second = Combine(ycc.Second, (at, i) => at + (most * blue.Samples[i]));
        using var third = Combine(ycc.Third, (at, i) => at + (most * red.Samples[i]));
        return YCbCr.ToImage(new ColourPlanes(ycc.First, second, third));
    }

    /// <summary>Detail that is lost in some places.</summary>
    private static Image Smeared(Image image, double sigma, Seeds seeds)
    {
        using var rgb = ColourPlanes.OfRgb(image);
        using var where = Field(image.Width, image.Height, seeds);
        using var smeared = rgb.Select(plane =>
        {
            using var smooth = Gaussian.Blur(plane, sigma);
            return Combine(plane, (at, i) => at + (Math.Clamp(0.5f + (4 * where.Samples[i]), 0, 1) * (smooth.Samples[i] - at)));
        });
        return smeared.ToImage(static (r, g, b) => (YCbCr.ToByte(r), YCbCr.ToByte(g), YCbCr.ToByte(b)));
    }

    /// <summary>A smooth random field, −1 to 1.</summary>
    private static Plane Field(int width, int height, Seeds seeds)
    {
        using var coarse = new Plane(Math.Max(2, width / Cell), Math.Max(2, height / Cell));
        for (var i = 0; i < coarse.Samples.Length; i++)
        {
            coarse.Samples[i] = (float)((2 * seeds.Unit()) - 1);
        }

        return PlaneResampler.Resize(coarse, width, height, ResamplingKernel.Cubic(-0.5));
    }

    /// <summary>What a weaker blur keeps and a stronger one does not.</summary>
    private static Plane Band(Plane plane, double finest, double coarsest)
    {
        using var smooth = Gaussian.Blur(plane, coarsest);
        using var sharp = finest > 0 ? Gaussian.Blur(plane, finest) : Combine(plane, static (at, _) => at);
        return Combine(sharp, (at, i) => at - smooth.Samples[i]);
    }

    private static Plane Activity(Plane band)
    {
        using var squares = Combine(band, static (at, _) => at * at);
        return Gaussian.Blur(squares, 4);
    }

    private static Plane Combine(Plane plane, Func<float, int, float> value)
    {
        var result = new Plane(plane.Width, plane.Height);
        for (var i = 0; i < result.Samples.Length; i++)
        {
            result.Samples[i] = value(plane.Samples[i], i);
        }

        return result;
    }
}

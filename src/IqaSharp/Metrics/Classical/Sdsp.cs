using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Saliency from three priors: band-pass energy, closeness to the centre, and warm colours.</summary>
/// <remarks>Zhang, Gu, Li, "SDSP: A novel saliency detection method by combining simple priors", ICIP 2013, eqs. 1–7, with VSI's constants.</remarks>
internal static class Sdsp
{
    private const int Side = 256;
    private const double SigmaF = 1.34;
    private const double Omega0 = 0.021;
    private const float SigmaD = 145;
    private const float SigmaC = 0.001f;

    private static readonly Lazy<Plane> Filter = new(() =>
    {
        using var radius = Frequencies.Radius(Side, Side);
        return Frequencies.Fill(Side, Side, (column, row) =>
        {
            var r = (double)radius.Row(row)[column];
            return r is 0 or > 0.5 ? 0 : (float)Math.Exp(-Math.Pow(Math.Log(r / Omega0), 2) / (2 * SigmaF * SigmaF));
        });
    });

    /// <summary>The saliency of each pixel, 0–1.</summary>
    public static Plane Saliency(Image image)
    {
        using var rgb = Colour.Rgb(image);
        if (Statistics.IsFlat(rgb[0]) && Statistics.IsFlat(rgb[1]) && Statistics.IsFlat(rgb[2]))
        {
            return Frequencies.Fill(image.Width, image.Height, (_, _) => 0); // normalised below, rounding errors would become a saliency of 0–1
        }

        using var small = rgb.Select(channel => Resize.Bilinear(channel, Side, Side));
        Lab.FromRgb(small[0].Samples, small[1].Samples, small[2].Samples);
        using var salient = Band(small);
        Statistics.Normalise(small[1]);
        Statistics.Normalise(small[2]);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (down, right) = (y - (Side / 2) + 1, x - (Side / 2) + 1);
                var centre = MathF.Exp(-((down * down) + (right * right)) / (SigmaD * SigmaD));
                var (a, b) = (small[1].Row(y)[x], small[2].Row(y)[x]);
                salient.Row(y)[x] *= centre * (1 - MathF.Exp(-((a * a) + (b * b)) / (SigmaC * SigmaC)));
            }
        }

        var result = Resize.Bilinear(salient, image.Width, image.Height);
        Statistics.Normalise(result);
        return result;
    }

    /// <summary>The norm of the three band-pass filtered channels.</summary>
    private static Plane Band(PlaneSet lab)
    {
        var sum = new Plane(Side, Side);
        sum.Samples.Clear();
        for (var channel = 0; channel < 3; channel++)
        {
            using var spectrum = Transform2D.Forward(lab[channel]);
            using var band = Transform2D.Inverse(spectrum, Filter.Value);
            Lanes.Zip(sum.Samples, band.Real.Samples, sum.Samples, default(Hypotenuse));
        }

        return sum;
    }
}

namespace IqaSharp.Distortions;

/// <summary>The 25 distortions of KADID-10k.</summary>
/// <remarks>The levels are those of the code that produced KADID-10k (database.mmsp-kn.de, KADIS-700k) wherever its parameter has the same meaning here.
/// The exceptions:
/// <list type="bullet">
/// <item>gaussian-blur, saturation-lab: the published first level (σ 0.1, factor 1) changes nothing; it is replaced by one that does.</item>
/// <item>colour-diffusion, jitter, pixelate: the published parameter a (1–12; 0.05–1; 0.01–0.5) is converted to a physical unit: σ = 1.5 a + 2;
/// five displacements by a pixels each are one by √5 a; scale 0.95 − a^0.6.</item>
/// <item>mean-shift, contrast: the published levels run from + 0.15 to − 0.15 and from + 0.3 to − 0.6 with no change in the middle, so they are not ordered by strength;
/// here they are. The seed decides whether the mean shifts up or down. Contrast only decreases, because people prefer a slight increase.</item>
/// <item>denoise: the published noise levels, but Yu and Sapiro's denoiser in place of the network (DnCNN).</item>
/// </list></remarks>
internal static class Kadid10kDistortions
{
    public static IReadOnlyList<Distortion> All { get; } =
    [
        new("gaussian-blur", "Gaussian blur", "σ in pixels", [0.4, 0.5, 1, 2, 5]) { Distort = Blurs.Gaussian },
        new("lens-blur", "blur by a disc: out of focus", "radius in pixels", [1, 2, 4, 6, 8]) { Distort = Blurs.Lens },
        new("motion-blur", "blur along a line of random direction", "half length in pixels", [1, 2, 4, 6, 10]) { Distort = Blurs.Motion },
        new("colour-diffusion", "Gaussian blur of a* and b* alone: colours run", "σ in pixels", [3.5, 6.5, 11, 14, 20]) { Distort = ColourDistortions.Diffuse },
        new("colour-shift", "green laid beside red and blue, in a random direction", "pixels", [1, 3, 6, 8, 12]) { Distort = ColourDistortions.ShiftGreen },
        new("colour-quantisation", "a palette of few colours, without dither", "colours", [64, 48, 32, 16, 8]) { Distort = PaletteQuantiser.Quantise },
        new("saturation-hsv", "saturation of HSV reduced, to grey and beyond", "factor", [0.4, 0.2, 0.1, 0, -0.4]) { Distort = ColourDistortions.ScaleHsvSaturation },
        new("saturation-lab", "a* and b* enlarged: over-saturation", "factor", [1.5, 2, 3, 6, 9]) { Distort = ColourDistortions.ScaleLabChroma },
        new("jpeg2000", "JPEG 2000", "compression ratio", [16, 32, 45, 120, 400]),
        new("jpeg", "JPEG, 4:2:0", "quality", [43, 36, 24, 7, 4]) { Distort = Jpeg.Compress },
        new("white-noise", "white noise on red, green and blue", "variance, of samples from 0 to 1", [0.001, 0.002, 0.003, 0.005, 0.01]) { Distort = Noise.White },
        new("white-noise-ycbcr", "white noise on Y, Cb and Cr: coloured", "variance, of samples from 0 to 1", [0.0001, 0.0005, 0.001, 0.002, 0.003]) { Distort = Noise.WhiteYCbCr },
        new("impulse-noise", "salt and pepper on each channel", "share of samples", [0.001, 0.005, 0.01, 0.02, 0.03]) { Distort = Noise.Impulse },
        new("multiplicative-noise", "noise that grows with the sample: speckle", "variance of the factor", [0.001, 0.005, 0.01, 0.02, 0.05]) { Distort = Noise.Multiplicative },
        new("denoise", "white noise, then denoised by thresholds on 8×8 DCT", "variance, of samples from 0 to 1", [0.01, 0.03, 0.05, 0.1, 0.15]) { Distort = Noise.Denoised },
        new("brighten", "lightness L* / 100 raised to the power e^−a", "a", [0.1, 0.2, 0.4, 0.7, 1.1]) { Distort = ToneDistortions.Brighten },
        new("darken", "lightness L* / 100 raised to the power e^a", "a", [0.05, 0.1, 0.2, 0.4, 0.8]) { Distort = ToneDistortions.Darken },
        new("mean-shift", "all samples up or down, as the seed says", "share of 255", [0.04, 0.08, 0.15, 0.22, 0.3]) { Distort = ToneDistortions.ShiftMean },
        new("jitter", "each pixel taken from a random place around it", "σ of the distance in pixels, on each axis", [0.11, 0.22, 0.45, 1.1, 2.2]) { Distort = SpatialDistortions.Jitter },
        new("patches", "patches laid beside their place, 16×16 in a picture of 512×384", "patches", [20, 40, 60, 80, 100]) { Distort = SpatialDistortions.DisplacePatches },
        new("pixelate", "cells of one colour, the mean of their pixels", "cells per pixel, on each axis", [0.89, 0.78, 0.7, 0.57, 0.29]) { Distort = SpatialDistortions.Pixelate },
        new("quantisation", "few, equally spaced values on each channel", "values", [20, 16, 13, 10, 7]) { Distort = ToneDistortions.Quantise },
        new("colour-block", "squares in random colours, 32×32 in a picture of 512×384", "squares", [2, 4, 6, 8, 10]) { Distort = SpatialDistortions.AddColourBlocks },
        new("sharpen", "unsharp mask of lightness, σ 1", "amount", [1, 2, 3, 6, 12]) { Distort = ToneDistortions.Sharpen },
        new("contrast", "all samples nearer to their mean", "share of the distance", [0.15, 0.3, 0.45, 0.6, 0.75]) { Distort = ToneDistortions.ReduceContrast },
    ];
}

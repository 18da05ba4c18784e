namespace IqaSharp.Distortions;

/// <summary>Kinds beyond KADID-10k's: damage that people mind and that its kinds do not teach.</summary>
/// <remarks>The levels were chosen here, so that the mean squared error grows about evenly from barely visible to very annoying.</remarks>
internal static class FurtherDistortions
{
    public static IReadOnlyList<Distortion> Local { get; } =
    [
        new("shuffled-blocks", "pairs of blocks exchanged, of 16 to 64 pixels in a picture of 512×384", "share of the blocks", [0.05, 0.15, 0.3, 0.6, 1]) { Distort = SpatialDistortions.ShuffleBlocks },
        new("box", "an opaque box: black, white, coloured or patterned", "share of the picture", [0.02, 0.06, 0.15, 0.3, 0.5]) { Distort = LocalDistortions.Cover },
        new("lost-slices", "rows of macroblocks lost: green, grey, black or smeared", "share of the rows", [0.05, 0.12, 0.25, 0.45, 0.8]) { Distort = TransmissionErrors.LoseSlices },
        new("shifted-slices", "rows of macroblocks displaced sideways", "share of the rows", [0.05, 0.12, 0.25, 0.45, 0.8]) { Distort = TransmissionErrors.ShiftSlices },
        new("damaged-scan", "a JPEG with wrong bits: false colours and waves up to the next restart", "share of the segments", [0.06, 0.15, 0.3, 0.55, 0.9]) { Distort = TransmissionErrors.DamageScan },
        new("local-blur", "Gaussian blur in one place, σ 1.5 to 6 pixels", "share of the picture", [0.03, 0.08, 0.16, 0.3, 0.5]) { Distort = LocalDistortions.Blur },
        new("local-noise", "white noise in one place, σ 15 to 50 of 255", "share of the picture", [0.02, 0.06, 0.13, 0.27, 0.5]) { Distort = LocalDistortions.AddNoise },
        new("local-jpeg", "JPEG of quality 2 to 10 in one place", "share of the picture", [0.03, 0.08, 0.16, 0.3, 0.5]) { Distort = LocalDistortions.Compress },
        new("watermark", "a translucent mark of a sign and letters, once or all over", "opacity", [0.1, 0.2, 0.35, 0.55, 0.8]) { Distort = Watermark.Overlay },
    ];

    public static IReadOnlyList<Distortion> Global { get; } =
    [
        new("negative", "fading to the negative, through grey at one half", "share", [0.1, 0.25, 0.45, 0.7, 1]) { Distort = ToneDistortions.FadeToNegative },
        new("solarise", "the brightest samples inverted, at last all", "share of the samples", [0.01, 0.04, 0.12, 0.4, 1]) { Distort = ToneDistortions.Solarise },
        new("white-balance", "a wrong white point: too warm, cold, green or magenta", "stops between red and green", [0.15, 0.3, 0.5, 0.8, 1.2]) { Distort = ColourDistortions.UnbalanceWhite },
        new("banding", "steps in smooth gradients; texture stays", "step, of 255", [8, 14, 24, 40, 64]) { Distort = Banding.Posterise },
        new("moire", "bent fringes, grey or coloured", "amplitude, of 255", [6, 12, 20, 32, 50]) { Distort = Moire.AddFringes },
    ];
}

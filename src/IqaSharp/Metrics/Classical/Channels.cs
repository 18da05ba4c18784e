namespace IqaSharp.Metrics.Classical;

/// <summary>What metrics compute from red, green and blue, as cards and docs/metrics.md say it.</summary>
internal static class Channels
{
    public const string Rgb = "red, green and blue";

    public const string Luma = "luma (BT.601, full range): 0.299 R + 0.587 G + 0.114 B, not rounded";

    public const string StudioLuma = "luma (BT.601, studio range 16–235): 16 + (65.481 R + 128.553 G + 24.966 B) / 255, not rounded; the peak is 255";

    public const string Grey = "grey (MATLAB's rgb2gray, BT.601, full range): 0.2989 R + 0.5870 G + 0.1140 B, rounded to the image's levels";

    public const string Grey8 = "grey (MATLAB's rgb2gray, BT.601, full range): 0.2989 R + 0.5870 G + 0.1140 B, rounded, of the upper 8 bits";

    public const string Yiq = "YIQ (NTSC): luma as in BT.601, I = 0.5959 R − 0.2746 G − 0.3213 B, Q = 0.2115 R − 0.5227 G + 0.3112 B";

    public const string Vsi = "L = 0.06 R + 0.63 G + 0.27 B, M = 0.30 R + 0.04 G − 0.35 B, N = 0.34 R − 0.60 G + 0.17 B; saliency from CIE L*a*b* with the white point D50";

    public const string Mdsi = "luma (BT.601, full range): 0.2989 R + 0.5870 G + 0.1140 B; H = 0.30 R + 0.04 G − 0.35 B, M = 0.34 R − 0.60 G + 0.17 B";

    public const string Xyb = "linear light (sRGB) in XYB: cube roots of 0.30 R + 0.622 G + 0.078 B, 0.23 R + 0.692 G + 0.078 B and 0.243 R + 0.205 G + 0.552 B, half the difference and half the sum of the first two, and the third";

    public const string Opsin = "linear light (sRGB), adapted to its surroundings: L = 0.30 R + 0.63 G + 0.08 B, M = 0.22 R + 0.69 G + 0.10 B, S = 0.02 R + 0.02 G + 0.20 B; L − M, L + M and S";

    public const string Ensemble = "the channels of its members";
}

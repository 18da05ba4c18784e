using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Metrics.PseudoLabels;

namespace IqaSharp.Metrics.Classical;

/// <summary>The metrics without learned weights, which everybody compares with.</summary>
public static class ClassicalMetrics
{
    private static readonly ScoreRange Unit = new(0, 1);

    /// <summary>All of them.</summary>
    /// <remarks>Those whose authors' programs begin with MATLAB's <c>rgb2gray</c> see rounded grey, the others luma or colour.</remarks>
    public static IReadOnlyList<ClassicalMetric> All { get; } =
    [
        Reference("psnr", "Peak signal-to-noise ratio of red, green and blue, in decibels", new(0, Psnr.Most), true, 1, "Huynh-Thu, Ghanbari, Electronics Letters 44(13), 2008 (what it is valid for)").Comparing(Colour.Rgb, Psnr.Score),
        Reference("psnr-y", "Peak signal-to-noise ratio of luma, in decibels", new(0, Psnr.Most), true, 1, "Huynh-Thu, Ghanbari, Electronics Letters 44(13), 2008 (what it is valid for)").Comparing(Colour.Luma, Psnr.Score),
        Reference("ssim", "Structural similarity of grey, at the image's own size", Unit, true, Ssim.Window, "Wang, Bovik, Sheikh, Simoncelli, IEEE TIP 13(4), 2004").Comparing(Colour.Grey, Ssim.Score) with { Map = Greys(Ssim.Map) },
        Reference("ms-ssim", "Multi-scale structural similarity of grey", Unit, true, MsSsim.SmallestSide, "Wang, Simoncelli, Bovik, Asilomar 2003").Comparing(Colour.Grey, MsSsim.Score),
        Reference("cw-ssim", "Complex wavelet structural similarity of grey", Unit, true, CwSsim.SmallestSide, "Sampat, Wang, Gupta, Bovik, Markey, IEEE TIP 18(11), 2009").Comparing(Grey(CwSsim.Look), CwSsim.Score),
        Reference("iw-ssim", "Information content weighted structural similarity of luma", Unit, true, IwSsim.SmallestSide, "Wang, Li, IEEE TIP 20(5), 2011").Comparing(Colour.Luma, IwSsim.Score),
        Reference("fsim", "Feature similarity of luma", Unit, true, Fsim.SmallestSide, "Zhang, Zhang, Mou, Zhang, IEEE TIP 20(8), 2011").Comparing(Fsim.Look, Fsim.Score) with { Map = Fsim.Map },
        Reference("fsimc", "Feature similarity with chrominance", Unit, true, Fsim.SmallestSide, "Zhang, Zhang, Mou, Zhang, IEEE TIP 20(8), 2011").Comparing(Fsim.LookAtColour, Fsim.ColourScore),
        Reference("vif", "Visual information fidelity of grey, in the wavelet domain", Unit, true, Vif.SmallestSide, "Sheikh, Bovik, IEEE TIP 15(2), 2006").Comparing(Grey(Vif.Look), Vif.Score),
        Reference("vifp", "Visual information fidelity of luma, in the pixel domain", Unit, true, VifP.SmallestSide, "Sheikh, Bovik, IEEE TIP 15(2), 2006").Comparing(Colour.Luma, VifP.Score),
        Reference("gmsd", "Gradient magnitude similarity deviation of grey", new(0, 0.35), false, Gmsd.SmallestSide, "Xue, Zhang, Mou, Bovik, IEEE TIP 23(2), 2014").Comparing(Colour.Grey, Gmsd.Score) with { Map = Greys(Gmsd.Map) },
        Reference("ms-gmsd", "Gradient magnitude similarity deviation of luma, on four scales", new(0, 0.35), false, MsGmsd.SmallestSide, "Zhang, Sun, Wang, ICASSP 2017").Comparing(Colour.Luma, MsGmsd.Score),
        Reference("ms-gmsdc", "Gradient magnitude similarity deviation on four scales, with chrominance", new(0, 0.35), false, MsGmsd.SmallestSide, "Zhang, Sun, Wang, ICASSP 2017").Comparing(Colour.Yiq, MsGmsd.Score),
        Reference("vsi", "Visual saliency-induced index", Unit, true, Vsi.SmallestSide, "Zhang, Shen, Li, IEEE TIP 23(10), 2014").Comparing(Vsi.Look, Vsi.Score),
        Reference("mdsi", "Mean deviation similarity index", new(0, 0.7), false, Mdsi.SmallestSide, "Ziaei Nafchi, Shahkolaei, Hedjam, Cheriet, IEEE Access 4, 2016").Comparing(Mdsi.Look, Mdsi.Score) with { Map = Mdsi.Map },
        Reference("haarpsi", "Haar wavelet-based perceptual similarity index", Unit, true, HaarPsi.SmallestSide, "Reisenhofer, Bosse, Kutyniok, Wiegand, SPIC 61, 2018").Comparing(HaarPsi.Look, HaarPsi.Score),
        Reference("sr-sim", "Spectral residual based similarity of luma", Unit, true, SrSim.SmallestSide, "Zhang, Li, ICIP 2012").Comparing(SrSim.Look, SrSim.Score),
        Reference("sr-simc", "Spectral residual based similarity with chrominance", Unit, true, SrSim.SmallestSide, "Zhang, Li, ICIP 2012").Comparing(SrSim.Look, SrSim.ColourScore),
        Reference("dss", "DCT subband similarity of luma", Unit, true, Dss.SmallestSide, "Balanov, Schwartz, Moshe, Peleg, ICIP 2015").Comparing(Colour.Luma, Dss.Score),
        Reference("nlpd", "Normalised Laplacian pyramid distance of grey", Unit, false, Nlpd.SmallestSide, "Laparra, Ballé, Berardino, Simoncelli, Electronic Imaging 2016").Comparing(Grey(Nlpd.Look), Nlpd.Score),
        Reference("mad", "Most apparent distortion of grey", null, false, Mad.SmallestSide, "Larson, Chandler, Journal of Electronic Imaging 19(1), 2010").Comparing(Colour.Grey, Mad.Score),
        Reference("ensemble", "Mean percentile of VSI, MDSI, HaarPSI and FSIMc among photographs distorted in 24 kinds and 5 levels", new(0, 100), true, Fsim.SmallestSide, "IqaSharp, docs/training.md") with { With = Ensemble.With },
        Alone("niqe", "Natural image quality evaluator: how far the statistics of grey are from those of pristine photographs", new(0, 20), false, Niqe.SmallestSide, "Mittal, Soundararajan, Bovik, IEEE SPL 20(3), 2013").Judging(Niqe.Score),
        Alone("brisque", "Blind/referenceless image spatial quality evaluator of grey, fitted to opinions on BIQ2021", new(0, 100), false, Brisque.SmallestSide, "Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012").Judging(Brisque.Score),
        Alone("piqe", "Perception-based image quality evaluator of grey, by blocks", new(0, 100), false, Piqe.SmallestSide, "Venkatanath, Praneeth, Bh, Channappayya, Medasani, NCC 2015").Judging(Piqe.Score),
        Alone("entropy", "Entropy of the histogram of grey, in bits", new(0, 8), true, Entropy.SmallestSide, "Shannon, Bell System Technical Journal 27, 1948").Judging(Entropy.Score),
        Alone("laplacian", "Variance of the Laplacian of grey: sharpness", null, true, LaplacianVariance.SmallestSide, "Pech-Pacheco, Cristóbal, Chamorro-Martínez, Fernández-Valdivia, ICPR 2000").Judging(LaplacianVariance.Score),
        Alone("tenengrad", "Mean squared gradient of grey: sharpness", null, true, Tenengrad.SmallestSide, "Krotkov, IJCV 1, 1988").Judging(Tenengrad.Score),
    ];

    /// <summary>The one of that name; null if there is none.</summary>
    public static ClassicalMetric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    private static Func<Image, PlaneSet> Grey(Func<Plane, PlaneSet> look) => image =>
    {
        using var grey = Colour.Grey(image);
        return look(grey);
    };

    private static Func<Image, Image, Plane> Greys(Func<Plane, Plane, Plane> map) => (reference, distorted) =>
    {
        using var x = Colour.Grey(reference);
        using var y = Colour.Grey(distorted);
        return map(x, y);
    };

    private static ClassicalMetric Reference(string name, string title, ScoreRange? range, bool higherIsBetter, int smallestSide, string paper) =>
        new(name, title, ReferenceKind.FullReference, range, higherIsBetter, smallestSide, paper);

    private static ClassicalMetric Alone(string name, string title, ScoreRange? range, bool higherIsBetter, int smallestSide, string paper) =>
        new(name, title, ReferenceKind.NoReference, range, higherIsBetter, smallestSide, paper);
}

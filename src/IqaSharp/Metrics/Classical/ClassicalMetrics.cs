using System.Numerics.Tensors;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Metrics.PseudoLabels;

namespace IqaSharp.Metrics.Classical;

/// <summary>The metrics without learned weights, the usual baselines.</summary>
public static class ClassicalMetrics
{
    private static readonly ScoreRange Unit = new(0, 1);

    /// <summary>All of them.</summary>
    /// <remarks>Those whose published code begins with MATLAB's <c>rgb2gray</c> work on rounded grey, the others on luma or colour.</remarks>
    public static IReadOnlyList<ClassicalMetric> All { get; } =
    [
        FullReference("psnr", "Peak signal-to-noise ratio of red, green and blue, in decibels", Channels.Rgb, new(0, Psnr.Maximum), true, 1, "Huynh-Thu, Ghanbari, Electronics Letters 44(13), 2008 (what it is valid for)").ScoredBy(Colour.Rgb, Psnr.Score),
        FullReference("psnr-y", "Peak signal-to-noise ratio of full-range luma, in decibels", Channels.Luma, new(0, Psnr.Maximum), true, 1, "Huynh-Thu, Ghanbari, Electronics Letters 44(13), 2008 (what it is valid for)").ScoredBy(Colour.Luma, Psnr.Score),
        FullReference("psnr-y-studio", "Peak signal-to-noise ratio of studio-range luma, in decibels, as in papers on super-resolution; they often crop a border first", Channels.StudioLuma, new(0, Psnr.Maximum), true, 1, "Huynh-Thu, Ghanbari, Electronics Letters 44(13), 2008 (what it is valid for)").ScoredBy(Colour.StudioLuma, Psnr.Score),
        FullReference("ssim", "Structural similarity of grey, at the image's own size", Channels.Grey, new(-1, 1), true, Ssim.Window, "Wang, Bovik, Sheikh, Simoncelli, IEEE TIP 13(4), 2004").ScoredBy(Colour.Grey, Ssim.Score) with { Map = GreyMap(Ssim.Map) },
        FullReference("ms-ssim", "Multi-scale structural similarity of grey", Channels.Grey, Unit, true, MsSsim.SmallestSide, "Wang, Simoncelli, Bovik, Asilomar 2003").ScoredBy(Colour.Grey, MsSsim.Score),
        FullReference("cw-ssim", "Complex wavelet structural similarity of grey", Channels.Grey, Unit, true, CwSsim.SmallestSide, "Sampat, Wang, Gupta, Bovik, Markey, IEEE TIP 18(11), 2009").ScoredBy(Grey(CwSsim.Extract), CwSsim.Score),
        FullReference("iw-ssim", "Information content weighted structural similarity of luma", Channels.Luma, Unit, true, IwSsim.SmallestSide, "Wang, Li, IEEE TIP 20(5), 2011").ScoredBy(Colour.Luma, IwSsim.Score) with { BytesPerPixel = 95 },
        FullReference("fsim", "Feature similarity of luma", Channels.Luma, Unit, true, Fsim.SmallestSide, "Zhang, Zhang, Mou, Zhang, IEEE TIP 20(8), 2011").ScoredBy(Fsim.Extract, Fsim.Score) with { Map = Fsim.Map },
        FullReference("fsimc", "Feature similarity with chrominance", Channels.Yiq, Unit, true, Fsim.SmallestSide, "Zhang, Zhang, Mou, Zhang, IEEE TIP 20(8), 2011").ScoredBy(Fsim.ExtractColour, Fsim.ColourScore),
        FullReference("vif", "Visual information fidelity of grey, in the wavelet domain; more contrast than the reference's gives more than 1", Channels.Grey, null, true, Vif.SmallestSide, "Sheikh, Bovik, IEEE TIP 15(2), 2006").ScoredBy(Grey(Vif.Extract), Vif.Score) with { BytesPerPixel = 70 },
        FullReference("vifp", "Visual information fidelity of luma, in the pixel domain; more contrast than the reference's gives more than 1", Channels.Luma, null, true, VifP.SmallestSide, "Sheikh, Bovik, IEEE TIP 15(2), 2006").ScoredBy(Colour.Luma, VifP.Compare),
        FullReference("gmsd", "Gradient magnitude similarity deviation of grey", Channels.Grey, new(0, 0.5), false, Gmsd.SmallestSide, "Xue, Zhang, Mou, Bovik, IEEE TIP 23(2), 2014").ScoredBy(Colour.Grey, Gmsd.Score) with { Map = GreyMap(Gmsd.Map) },
        FullReference("ms-gmsd", "Gradient magnitude similarity deviation of luma, on four scales", Channels.Luma, new(0, 0.5), false, MsGmsd.SmallestSide, "Zhang, Sun, Wang, ICASSP 2017").ScoredBy(Colour.Luma, MsGmsd.Score),
        FullReference("ms-gmsdc", "Gradient magnitude similarity deviation on four scales, with chrominance", Channels.Yiq, new(0, 1.6), false, MsGmsd.SmallestSide, "Zhang, Sun, Wang, ICASSP 2017").ScoredBy(Colour.Yiq, MsGmsd.Score),
        FullReference("vsi", "Visual saliency-induced index", Channels.Vsi, Unit, true, Vsi.SmallestSide, "Zhang, Shen, Li, IEEE TIP 23(10), 2014").ScoredBy(Vsi.Extract, Vsi.Score),
        FullReference("mdsi", "Mean deviation similarity index", Channels.Mdsi, Unit, false, Mdsi.SmallestSide, "Ziaei Nafchi, Shahkolaei, Hedjam, Cheriet, IEEE Access 4, 2016").ScoredBy(Mdsi.Extract, Mdsi.Score) with { Map = Mdsi.Map },
        FullReference("haarpsi", "Haar wavelet-based perceptual similarity index", Channels.Yiq, Unit, true, HaarPsi.SmallestSide, "Reisenhofer, Bosse, Kutyniok, Wiegand, SPIC 61, 2018").ScoredBy(HaarPsi.Extract, HaarPsi.Score),
        FullReference("sr-sim", "Spectral residual based similarity of luma", Channels.Luma, Unit, true, SrSim.SmallestSide, "Zhang, Li, ICIP 2012").ScoredBy(SrSim.Extract, SrSim.Score),
        FullReference("sr-simc", "Spectral residual based similarity with chrominance", Channels.Yiq, Unit, true, SrSim.SmallestSide, "Zhang, Li, ICIP 2012").ScoredBy(SrSim.Extract, SrSim.ColourScore),
        FullReference("dss", "DCT subband similarity of luma", Channels.Luma, Unit, true, Dss.SmallestSide, "Balanov, Schwartz, Moshe, Peleg, ICIP 2015").ScoredBy(Colour.Luma, Dss.Score),
        FullReference("nlpd", "Normalised Laplacian pyramid distance of grey", Channels.Grey, null, false, Nlpd.SmallestSide, "Laparra, Ballé, Berardino, Simoncelli, Electronic Imaging 2016").ScoredBy(Grey(Nlpd.Extract), Nlpd.Score),
        FullReference("mad", "Most apparent distortion of grey", Channels.Grey, null, false, Mad.SmallestSide, "Larson, Chandler, Journal of Electronic Imaging 19(1), 2010").ScoredBy(Colour.Grey, Mad.Compare) with { BytesPerPixel = 560 },
        FullReference("ssimulacra2", "SSIMULACRA 2.1: structural similarity, ringing and blur on up to six scales. With a side below 113 there are fewer scales, and, as in the authors' program, the weights that follow move to other sub-scores", Channels.Xyb, null, true, Ssimulacra2.SmallestSide, "Sneyers, github.com/cloudinary/ssimulacra2, 2023").ScoredBy(Ssimulacra2.Extract, Ssimulacra2.Score),
        FullReference("butteraugli", "Butteraugli of libjxl 0.7, white at 80 nits: the largest visible difference", Channels.Opsin, null, false, Butteraugli.SmallestSide, "Alakuijala, Obryk, Stoliarchuk, Szabadka, Vandevenne, Wassenberg, arXiv:1703.04421, 2017").ScoredBy(Butteraugli.Extract, Butteraugli.Score) with { BytesPerPixel = 170, Map = ButteraugliMap },
        FullReference("butteraugli-3norm", "Butteraugli of libjxl 0.7, white at 80 nits: the mean of the 3-, 6- and 12-norm of the visible differences", Channels.Opsin, null, false, Butteraugli.SmallestSide, "Alakuijala, Obryk, Stoliarchuk, Szabadka, Vandevenne, Wassenberg, arXiv:1703.04421, 2017").ScoredBy(Butteraugli.Extract, Butteraugli.ThirdNorm) with { BytesPerPixel = 170, Map = ButteraugliMap },
        FullReference("ensemble", "Mean percentile of VSI, MDSI, HaarPSI and FSIMc among photographs distorted in 24 kinds and 5 levels", Channels.Ensemble, new(0, 100), true, Fsim.SmallestSide, "IqaSharp, docs/training.md") with { PrepareReference = Ensemble.PrepareReference },
        NoReference("niqe", "Natural image quality evaluator: how far the statistics of grey are from those of pristine photographs", Channels.Grey8, new(0, 20), false, Niqe.SmallestSide, "Mittal, Soundararajan, Bovik, IEEE SPL 20(3), 2013").ScoredBy(Niqe.Score),
        NoReference("brisque", "Blind/referenceless image spatial quality evaluator of grey, fitted to opinions on BIQ2021", Channels.Grey8, new(0, 100), false, Brisque.SmallestSide, "Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012").ScoredBy(Brisque.Score),
        NoReference("piqe", "Perception-based image quality evaluator of grey, by blocks", Channels.Grey8, new(0, 100), false, Piqe.SmallestSide, "Venkatanath, Praneeth, Bh, Channappayya, Medasani, NCC 2015").ScoredBy(Piqe.Score),
        NoReference("entropy", "Entropy of the histogram of grey, in bits", Channels.Grey8, new(0, 8), true, Entropy.SmallestSide, "Shannon, Bell System Technical Journal 27, 1948").ScoredBy(Entropy.Score) with { RatesQuality = false },
        NoReference("laplacian", "Variance of the Laplacian of grey: sharpness", Channels.Grey8, null, true, LaplacianVariance.SmallestSide, "Pech-Pacheco, Cristóbal, Chamorro-Martínez, Fernández-Valdivia, ICPR 2000").ScoredBy(LaplacianVariance.Score) with { RatesQuality = false },
        NoReference("tenengrad", "Mean squared gradient of grey: sharpness", Channels.Grey8, null, true, Tenengrad.SmallestSide, "Krotkov, IJCV 1, 1988").ScoredBy(Tenengrad.Score) with { RatesQuality = false },
    ];

    /// <summary>The metric of that name, in upper or lower case, or null.</summary>
    public static ClassicalMetric? Find(string name) => All.FirstOrDefault(metric => metric.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Func<Image, PlaneSet> Grey(Func<Plane, PlaneSet> extract) => image =>
    {
        using var grey = Colour.Grey(image);
        return extract(grey);
    };

    private static Func<Image, Image, Plane> GreyMap(Func<Plane, Plane, Plane> map) => (reference, distorted) =>
    {
        using var x = Colour.Grey(reference);
        using var y = Colour.Grey(distorted);
        return map(x, y);
    };

    /// <summary>1 − difference, as a similarity.</summary>
    private static Plane ButteraugliMap(Image reference, Image distorted)
    {
        using var x = Butteraugli.Extract(reference);
        using var y = Butteraugli.Extract(distorted);
        var map = Butteraugli.Map(x, y);
        TensorPrimitives.Subtract(1f, map.Samples, map.Samples);
        return map;
    }

    private static ClassicalMetric FullReference(string name, string title, string channels, ScoreRange? range, bool higherIsBetter, int smallestSide, string paper) =>
        new(name, title, ReferenceKind.FullReference, range, higherIsBetter, smallestSide, paper) { Channels = channels };

    private static ClassicalMetric NoReference(string name, string title, string channels, ScoreRange? range, bool higherIsBetter, int smallestSide, string paper) =>
        new(name, title, ReferenceKind.NoReference, range, higherIsBetter, smallestSide, paper) { Channels = channels, BytesPerPixel = 10 };
}

using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class GoldenTests
{
    private static readonly Dictionary<string, Func<Image, Image, double>> AsPiq = new()
    {
        ["psnr_rgb"] = (x, y) => Score("psnr", x, y),
        ["psnr_y"] = (x, y) => Score("psnr-y", x, y),
        ["ssim_rgb"] = (x, y) => MeanOfChannels(x, y, Ssim.Score),
        ["skimage_ssim_gaussian_rgb"] = (x, y) => MeanOfChannels(x, y, Ssim.Score),
        ["ssim_rgb_downsampled"] = (x, y) => MeanOfChannels(x, y, (a, b) => Ssim.Score(Shrink(a), Shrink(b))),
        ["ms_ssim_rgb"] = (x, y) => MeanOfChannels(x, y, MsSsim.Score),
        ["iw_ssim"] = (x, y) => Score("iw-ssim", x, y),
        ["vif_p"] = (x, y) => Score("vifp", x, y),
        ["fsim_grey"] = (x, y) => Score("fsim", x, y),
        ["fsimc"] = (x, y) => Score("fsimc", x, y),
        ["gmsd"] = (x, y) => Gmsd.Score(Colour.Luma(x), Colour.Luma(y)), // piq does not round grey
        ["ms_gmsd"] = (x, y) => Score("ms-gmsd", x, y),
        ["ms_gmsdc"] = (x, y) => Score("ms-gmsdc", x, y),
        ["vsi"] = (x, y) => Score("vsi", x, y),
        ["haarpsi"] = (x, y) => Score("haarpsi", x, y),
        ["mdsi"] = (x, y) => Score("mdsi", x, y),
        ["sr_sim"] = (x, y) => Score("sr-sim", x, y),
        ["sr_simc"] = (x, y) => Score("sr-simc", x, y),
        ["dss"] = (x, y) => Score("dss", x, y),
    };

    public static TheoryData<string> PiqNames => [.. AsPiq.Keys];

    /// <summary>Against piq 0.8 and scikit-image on the shared pairs, 1e-3 relative.</summary>
    [Theory]
    [MemberData(nameof(PiqNames))]
    public void Agrees_with_piq(string metric) => Assert.All(Golden.Piq(metric), pair =>
        Assert.Equal(pair.Expected, AsPiq[metric](pair.Reference, pair.Distorted), 1e-3 * Math.Abs(pair.Expected)));

    /// <summary>Against the authors' programs on five pairs of TID2013. The published FSIM is FSIMc. MAD's row is not by MAD's authors' program, which was not
    /// available, but by a port (chaofengc/IQA-PyTorch, pull request 11) that uses colour and weights orientations instead of scales; see <see cref="MadTests"/>.</summary>
    [Theory]
    [InlineData("psnr", "psnr", 0.01)]
    [InlineData("ssim", "ssim", 0.01)]
    [InlineData("ms_ssim", "ms-ssim", 0.01)]
    [InlineData("fsim", "fsimc", 0.01)]
    [InlineData("vif", "vif", 0.01)]
    [InlineData("gmsd", "gmsd", 0.01)]
    [InlineData("nlpd", "nlpd", 0.01)]
    [InlineData("vsi", "vsi", 0.03)]
    [InlineData("cw_ssim", "cw-ssim", 0.03)]
    public void Agrees_with_the_authors(string published, string metric, double tolerance) => Assert.All(Golden.Published(published), pair =>
        Assert.Equal(pair.Expected, Score(metric, pair.Reference, pair.Distorted), tolerance * Math.Abs(pair.Expected)));

    private static double Score(string metric, Image reference, Image distorted)
    {
        using var loaded = Metric.Load(metric);
        return loaded.Score(distorted, reference).Value;
    }

    private static double MeanOfChannels(Image reference, Image distorted, Func<Plane, Plane, double> score)
    {
        using var x = Colour.Rgb(reference);
        using var y = Colour.Rgb(distorted);
        return Enumerable.Range(0, 3).Average(channel => score(x[channel], y[channel]));
    }

    private static Plane Shrink(Plane plane) => Downsample.Average(plane, Downsample.Factor(plane.Width, plane.Height));
}

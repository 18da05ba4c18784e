using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>PSNR of luma in both ranges of BT.601.</summary>
public class StudioRangeTests
{
    /// <summary>All samples differ by 4 levels: full-range luma by 4, studio-range luma by 4 · 219 / 255; both with a peak of 255.</summary>
    [Theory]
    [InlineData("psnr-y", 36.0896)]
    [InlineData("psnr-y-studio", 37.4115)]
    public void The_peak_is_255_in_both(string name, double expected)
    {
        using var metric = Metric.Load(name);
        Assert.Equal(expected, metric.Score(Pictures.Flat(104), Pictures.Flat(100)).Value, 1e-3);
    }

    /// <summary>MATLAB's rgb2ycbcr: white is 235, black 16, red 81.481.</summary>
    [Theory]
    [InlineData(255, 255, 255, 235)]
    [InlineData(0, 0, 0, 16)]
    [InlineData(255, 0, 0, 81.481)]
    public void Studio_luma_is_that_of_rgb2ycbcr(byte red, byte green, byte blue, double luma)
    {
        using var plane = IqaSharp.Imaging.ColourSpaces.Colour.StudioLuma(new Image(1, 1, [red, green, blue]));
        Assert.Equal(luma, plane.Samples[0], 1e-4);
    }
}

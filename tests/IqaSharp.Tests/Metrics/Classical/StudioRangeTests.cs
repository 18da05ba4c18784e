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
}

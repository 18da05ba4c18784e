using System.Globalization;
using IqaSharp.CommandLine.Plots;
using Xunit;

namespace IqaSharp.Cli.Tests;

public class AxisTests
{
    [Fact]
    public void Zero_on_an_axis_has_no_sign()
    {
        var ticks = new Axis(-0.04, 1, 0, 100).Ticks().Select(tick => tick.ToString(CultureInfo.InvariantCulture)).ToList();
        Assert.Equal("0", ticks[0]);
        Assert.DoesNotContain("-0", ticks);
    }

    /// <summary>A step of the size of rounding would never end.</summary>
    [Theory]
    [InlineData(1.0, 0.99999999999999989)]
    [InlineData(-1.0, -1.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(1e20, 1.00000000000000001e20)]
    [InlineData(1e-12, 2e-12)]
    public void Values_that_differ_by_rounding_are_one_value(params double[] values)
    {
        var axis = Axis.Around(values, 0, 100);
        Assert.InRange(axis.Ticks().Take(100).Count(), 2, 12);
        Assert.All(values, value => Assert.InRange(axis.At(value), 1, 99));
    }
}

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
}

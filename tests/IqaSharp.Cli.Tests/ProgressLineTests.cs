using IqaSharp.CommandLine;
using Xunit;

namespace IqaSharp.Cli.Tests;

public class ProgressLineTests
{
    [Theory]
    [InlineData(10, 100, 5, "10 of 100, 2.0 a second, 45 s left")]
    [InlineData(1, 1000, 1, "1 of 1000, 1.0 a second, 16 min left")]
    [InlineData(100, 1_000_000, 100, "100 of 1000000, 1.0 a second, 277 h 45 min left")]
    public void Says_how_many_how_fast_and_how_long(int done, int total, int seconds, string expected) =>
        Assert.Equal(expected, ProgressLine.Text(done, total, TimeSpan.FromSeconds(seconds)));
}

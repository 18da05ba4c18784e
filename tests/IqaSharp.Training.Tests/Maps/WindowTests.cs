using IqaSharp.Training.Maps;
using Xunit;

namespace IqaSharp.Training.Tests.Maps;

public sealed class WindowTests
{
    private const int Side = 3;

    [Fact]
    public void The_eight_dihedral_transforms_differ_and_keep_every_pixel()
    {
        var windows = Enumerable.Range(0, Window.Transforms).Select(transform => string.Concat(Cut(transform))).ToList();
        Assert.Equal("012345678", windows[0]);
        Assert.Equal("210543876", windows[4]); // mirrored
        Assert.Equal("876543210", windows[2]); // half a turn
        Assert.Equal(Window.Transforms, windows.Distinct().Count());
        Assert.All(windows, window => Assert.Equal("012345678", string.Concat(window.Order())));
    }

    private static IEnumerable<int> Cut(int transform) =>
        new Window(0, 0, Side, Side, transform).Cut(new ScaleMap(Side, Side, [0, 1, 2, 3, 4, 5, 6, 7, 8]), 1).Select(value => (int)value);
}

using IqaSharp.Training.Trainees;
using Xunit;

namespace IqaSharp.Training.Tests.Trainees;

public sealed class WindowTests
{
    private const int Side = 3;

    [Fact]
    public void Eight_turns_show_every_pixel_once_and_all_differ()
    {
        var windows = Enumerable.Range(0, Window.Turns).Select(turn => string.Concat(Laid(turn))).ToList();
        Assert.Equal("012345678", windows[0]);
        Assert.Equal("210543876", windows[4]); // mirrored
        Assert.Equal("876543210", windows[2]); // upside down
        Assert.Equal(Window.Turns, windows.Distinct().Count());
        Assert.All(windows, window => Assert.Equal("012345678", string.Concat(window.Order())));
    }

    private static IEnumerable<int> Laid(int turn) =>
        new Window(0, 0, Side, Side, turn).Cut(new ScaleMap(Side, Side, [0, 1, 2, 3, 4, 5, 6, 7, 8]), 1).Select(value => (int)value);
}

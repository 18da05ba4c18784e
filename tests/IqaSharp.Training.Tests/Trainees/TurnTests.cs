using IqaSharp.Training.Trainees;
using Xunit;

namespace IqaSharp.Training.Tests.Trainees;

public sealed class TurnTests
{
    private const int Side = 3;

    [Fact]
    public void Eight_turns_show_every_pixel_once_and_all_differ()
    {
        var windows = Enumerable.Range(0, Turn.Count).Select(turn => string.Concat(Laid(turn))).ToList();
        Assert.Equal("012345678", windows[0]);
        Assert.Equal("210543876", windows[4]); // mirrored
        Assert.Equal("876543210", windows[2]); // upside down
        Assert.Equal(Turn.Count, windows.Distinct().Count());
        Assert.All(windows, window => Assert.Equal("012345678", string.Concat(window.Order())));
    }

    private static IEnumerable<int> Laid(int turn) =>
        from y in Enumerable.Range(0, Side)
        from x in Enumerable.Range(0, Side)
        let source = Turn.Source(turn, Side, x, y)
        select (source.Y * Side) + source.X;
}

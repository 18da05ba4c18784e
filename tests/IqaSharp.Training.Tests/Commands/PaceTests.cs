using IqaSharp.Training.Commands;
using Xunit;

namespace IqaSharp.Training.Tests.Commands;

public class PaceTests
{
    private TimeSpan _now;

    [Fact]
    public void The_first_piece_says_nothing_and_the_others_are_measured_from_it()
    {
        var pace = new Pace(() => _now);
        _now = TimeSpan.FromSeconds(100);
        Assert.Null(pace.Of("epoch 1", 1));
        _now = TimeSpan.FromSeconds(102);
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Of("epoch 1", 2));
        _now = TimeSpan.FromSeconds(109);
        Assert.Equal(TimeSpan.FromSeconds(3), pace.Of("epoch 1", 4));
    }

    [Fact]
    public void Something_else_begins_anew_and_so_does_the_same_once_more()
    {
        var pace = new Pace(() => _now);
        pace.Of("epoch 1", 10);
        _now = TimeSpan.FromSeconds(50);
        Assert.Null(pace.Of("validation", 1));
        _now = TimeSpan.FromSeconds(51);
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Of("validation", 2));
        Assert.Null(pace.Of("validation", 1));
    }

    /// <summary>A resumed epoch begins in its middle.</summary>
    [Fact]
    public void Pieces_that_were_done_before_are_not_counted()
    {
        var pace = new Pace(() => _now);
        Assert.Null(pace.Of("epoch 1", 500));
        _now = TimeSpan.FromSeconds(4);
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Of("epoch 1", 502));
    }
}

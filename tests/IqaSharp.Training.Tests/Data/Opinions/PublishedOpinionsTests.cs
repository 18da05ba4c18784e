using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Training.Data.Opinions;
using Xunit;

namespace IqaSharp.Training.Tests.Data.Opinions;

public sealed class PublishedOpinionsTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Kinds_with_other_levels_are_mapped_by_parameter()
    {
        Write(kind => kind switch
        {
            "gaussian-blur" => [(0.1, 4.6), (0.5, 4.2), (1, 3), (2, 2), (5, 1.3)],
            "mean-shift" => [(0.15, 4.2), (0.08, 4.5), (0, 4.6), (-0.08, 4.3), (-0.15, 3.8)],
            "jpeg2000" => [(16, 4.5), (32, 4.2), (45, 3.9), (120, 2.4), (170, 1.4)],
            _ => [(1, 4.5), (2, 4), (3, 3), (4, 2), (5, 1.5)],
        });
        var opinions = PublishedOpinions.Read(_file);
        Assert.Equal(4.3, opinions["gaussian-blur"][0].Mean, 1e-9);
        Assert.Equal(3, opinions["gaussian-blur"][2].Mean, 1e-9);
        Assert.Equal([4.5, 4.4, 4.0, 3.6], opinions["mean-shift"].Take(4).Select(level => Math.Round(level.Mean, 9)));
        Assert.Equal([4.5, 4.2, 3.9, 2.4, 1.3], opinions["jpeg2000"].Select(level => Math.Round(level.Mean, 9))); // a ratio of 400 lies beyond all that was shown
        Assert.Equal(1.5, opinions["jpeg"][4].Mean);
        Assert.DoesNotContain("contrast", opinions.Keys);
    }

    [Fact]
    public void A_missing_level_is_named()
    {
        Write(kind => kind == "jpeg" ? [(1, 4.5)] : [(1, 4.5), (2, 4), (3, 3), (4, 2), (5, 1.5)]);
        Assert.Contains("has 1 levels of jpeg instead of 5", Assert.Throws<BadInputException>(() => PublishedOpinions.Read(_file)).Message);
    }

    private void Write(Func<string, (double Parameter, double Mean)[]> levels) => File.WriteAllLines(_file,
    [
        "kind,level,published_parameter,mean,deviation,photographs",
        .. DistortionGroup.Classical.Kinds.SelectMany(kind => levels(kind.Name).Select((level, i) => FormattableString.Invariant($"{kind.Name},{i + 1},{level.Parameter},{level.Mean},0.2,81"))),
    ]);
}

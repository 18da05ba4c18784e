using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>Several metrics on the same images.</summary>
public sealed class ManyMetricsTests : IDisposable
{
    private readonly string[] _paths = [Repository.Sample("coffee.png"), "absent.png", Repository.Sample("chelsea.png")];
    private readonly Metric _niqe = Metric.Load("niqe");
    private readonly Metric _entropy = Metric.Load("entropy");
    private readonly Metric _psnr = Metric.Load("psnr");

    public void Dispose()
    {
        _niqe.Dispose();
        _entropy.Dispose();
        _psnr.Dispose();
    }

    [Fact]
    public async Task Each_image_has_a_row_for_each_metric()
    {
        var rows = await Metric.ScoreManyAsync([_niqe, _entropy], _paths, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(_paths, rows.Select(row => row[0].Path));
        Assert.Equal([[_niqe.Score(_paths[0]).Value, _entropy.Score(_paths[0]).Value], [null, null], [_niqe.Score(_paths[2]).Value, _entropy.Score(_paths[2]).Value]], rows.Select(row => row.Select(score => score.Score?.Value).ToArray()));
        Assert.Equal(["no such file", "no such file"], rows[1].Select(score => score.Error));
    }

    [Fact]
    public async Task Only_those_that_take_a_reference_depend_on_it()
    {
        ImagePair[] pairs = [new(_paths[0], _paths[0]), new(_paths[0], "absent.png"), new(_paths[0], _paths[2])];
        var rows = await Metric.ScoreManyAsync([_psnr, _entropy], pairs, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([true, false, false], rows.Select(row => row[0].Score is not null));
        Assert.All(rows, row => Assert.Equal((_entropy.Score(_paths[0]).Value, null), (row[1].Score!.Value, row[1].Reference)));
        Assert.Equal("absent.png: no such file", rows[1][0].Error);
    }

    [Fact]
    public void A_reference_too_much_or_too_few_is_refused_at_once()
    {
        Assert.Throws<ReferenceKindException>(() => Metric.ScoreManyAsync([_niqe, _psnr], _paths, TestContext.Current.CancellationToken));
        Assert.Throws<ReferenceKindException>(() => Metric.ScoreManyAsync([_niqe, _entropy], [new ImagePair("a", "b")], TestContext.Current.CancellationToken));
    }
}

using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class WorkListTests : IDisposable
{
    private static readonly ModelCard[] Alone = [ClassicalMetrics.Find("laplacian")!.Card];
    private static readonly ModelCard[] Pairs = [ClassicalMetrics.Find("psnr")!.Card];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Images_are_scored_in_their_order_and_what_is_missing_keeps_its_place()
    {
        string[] paths = [Repository.Sample("coffee.png"), _folder["absent.png"], Repository.Sample("coffee-blur.png")];
        using var metric = Metric.Load("laplacian");
        var rows = await WorkList.Find(Alone, ImageFiles.Find(paths)).ScoreAsync([metric], TestContext.Current.CancellationToken).Select(rows => rows[0]).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(paths, rows.Select(row => row.Path));
        Assert.Equal([metric.Score(paths[0]).Value, null, metric.Score(paths[2]).Value], rows.Select(row => row.Score?.Value));
        Assert.Equal("no such file or folder", rows[1].Error);
    }

    [Fact]
    public async Task One_reference_serves_all_images()
    {
        var reference = Repository.Sample("coffee.png");
        var work = WorkList.Find(Pairs, ImageFiles.Find([Repository.Sample("coffee-q20.png"), _folder["absent.png"], Repository.Sample("coffee-blur.png")]), reference);
        Assert.Equal([reference, null, reference], work.Items.Select(item => item.Reference));
        using var metric = Metric.Load("psnr");
        var rows = await work.ScoreAsync([metric], TestContext.Current.CancellationToken).Select(rows => rows[0]).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([true, false, true], rows.Select(row => row.Score is not null));
    }

    [Fact]
    public void References_are_paired_by_name()
    {
        var (images, references) = (Files("images", "a_1.png", "b_2.png"), Files("references", "b.png", "a.png"));
        var work = WorkList.Find(Pairs, ImageFiles.Find([images]), references, "{scene}_*");
        Assert.Equal([("a_1.png", "a.png"), ("b_2.png", "b.png")], work.Items.Select(item => (Path.GetFileName(item.Image.Path), Path.GetFileName(item.Reference)!)));
        Assert.Equal(2, Assert.Throws<UnpairedException>(() => WorkList.Find(Pairs, ImageFiles.Find([images]), references)).Missing.Count);
        Assert.Throws<BadImageException>(() => WorkList.Find(Pairs, ImageFiles.Find([images]), _folder["absent"]));
    }

    [Fact]
    public void A_table_pairs_images()
    {
        Files("images", "a.png", "b.png");
        var table = _folder.Write("pairs.csv", "image,reference\nimages/a.png,images/b.png\n"u8);
        Assert.True(WorkList.IsPairTable([table]));
        Assert.False(WorkList.IsPairTable(["a.png", table]));
        Assert.Equal([new WorkItem(new ImageFile(_folder["images/a.png"]), _folder["images/b.png"])], WorkList.OfPairs(Pairs, table).Items);
        Assert.Throws<BadInputException>(() => WorkList.OfPairs(Pairs, _folder.Write("bad.csv", "image\na.png\n"u8)));
        Assert.Throws<ReferenceKindException>(() => WorkList.OfPairs(Alone, table));
    }

    [Fact]
    public void A_reference_too_much_or_too_few_is_refused()
    {
        Assert.Throws<ReferenceKindException>(() => WorkList.Find(Alone, [new ImageFile("a.png")], "b.png"));
        Assert.Throws<ReferenceKindException>(() => WorkList.Find(Alone, [new ImageFile("a.png")], pairBy: "{scene}"));
        Assert.Throws<ReferenceKindException>(() => WorkList.Find(Pairs, [new ImageFile("a.png")]));
    }

    private string Files(string folder, params string[] names)
    {
        foreach (var name in names)
        {
            _folder.Write($"{folder}/{name}", []);
        }

        return _folder[folder];
    }
}

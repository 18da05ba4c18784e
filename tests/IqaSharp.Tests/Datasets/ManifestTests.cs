using IqaSharp.Core;
using IqaSharp.Datasets;
using Xunit;

namespace IqaSharp.Tests.Datasets;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_become_items()
    {
        var set = Read("﻿image,score,reference,split,weight,scene,distortion,level,degraded\n\"a, b.png\",3.5,ref/a.png,train,2,one,jpeg,3,in/a.png\nc.png,-1e1,,,,,,,\n");
        Assert.Equal("list", set.Name);
        Assert.Equal(new DataItem(_folder["a, b.png"], 3.5, _folder["ref/a.png"], "train", 2, "one", "jpeg", 3, _folder["in/a.png"]), set.Items[0]);
        Assert.Equal(new DataItem(_folder["c.png"], -10), set.Items[1]);
        Assert.False(set.HasReferences);
        Assert.Equal(4, set.Missing().Count);
        Assert.Contains("names no degraded input", Assert.Throws<BadInputException>(() => set.Degraded!(set.Items[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Difference_scores_have_a_column_of_their_own()
    {
        var set = Read("image,dmos,scene\na.png,3.5,one\nb.png,-1,\n");
        Assert.False(set.HigherIsBetter);
        Assert.Equal([3.5, -1], set.Items.Select(item => item.Score));
        Assert.Equal("one", set.Items[0].Scene);
        Assert.True(Read("image,score\na.png,1\n").HigherIsBetter);
    }

    [Theory]
    [InlineData("image,reference\na.png,b.png\n", "score or dmos")]
    [InlineData("image,score,dmos\na.png,1,2\n", "both score and dmos")]
    [InlineData("image,dmos\na.png,\n", "line 2 has no dmos")]
    [InlineData("picture,score\n", "image")]
    [InlineData("image,score,mood\na.png,1,good\n", "unknown column 'mood'")]
    [InlineData("image,score\n", "no rows")]
    [InlineData("image,score\na.png,NaN\n", "line 2")]
    [InlineData("image,score\na.png,high\n", "line 2")]
    [InlineData("image,score\na.png\n", "line 2 has no score")]
    [InlineData("image,score\na.png,1,2\n", "3 fields for 2 columns")]
    [InlineData("image,score,weight\na.png,1,0\n", "weights are above 0")]
    [InlineData("image,score\n\"a.png,1\n", "not closed")]
    [InlineData("image,score\na\0.png,1\n", "line 2 holds a NUL character")]
    [InlineData("image,score,reference\na.png,1,\0\n", "line 2 holds a NUL character")]
    [InlineData("image,score\0\na.png,1\n", "line 1 holds a NUL character")]
    public void Invalid_rows_are_reported_with_their_line(string csv, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadInputException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_megabyte_of_nothing_is_refused_in_one_line()
    {
        foreach (var text in new[] { new string('\n', 1 << 20), new string(',', 1 << 20), string.Concat(Enumerable.Repeat(",\n", 1 << 19)), "image,score," + string.Join(',', Enumerable.Range(0, 100_000)) })
        {
            Bounded.Run(() => Assert.InRange(Assert.Throws<BadInputException>(() => Read(text)).Message.Length, 0, 1000));
        }
    }

    [Fact]
    public void Splits_are_reproducible_and_keep_scenes_together()
    {
        DataItem[] items = [.. Enumerable.Range(0, 100).Select(i => new DataItem(_folder[$"{i:00}.png"], i, Scene: $"{i / 10}"))];
        var (kept, held) = Splits.ByScene(items, 0.2, seed: 1);
        Assert.Equal((80, 20), (kept.Count, held.Count));
        Assert.Empty(kept.Select(item => item.Scene).Intersect(held.Select(item => item.Scene)));
        Assert.Equal(held.Select(item => item.Image), Splits.ByScene([.. items.Reverse()], 0.2, seed: 1).HeldOut.Select(item => item.Image).Order());
        Assert.NotEqual(held, Splits.ByScene(items, 0.2, seed: 2).HeldOut);
        Assert.Equal(20, Splits.Random(items, 0.2, seed: 1).HeldOut.Count);
        var set = new DataSet("set", items);
        Assert.Equal((80, 20), (set.Of("train").Items.Count, set.Of("test").Items.Count));
        Assert.Contains("no split is called 'exam': there are", Assert.Throws<BadInputException>(() => set.Of("exam")).Message, StringComparison.Ordinal);
    }

    private DataSet Read(string csv)
    {
        File.WriteAllText(_folder["list.csv"], csv);
        return Manifest.Read(_folder["list.csv"]);
    }
}

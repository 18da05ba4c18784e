using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using Xunit;

namespace IqaSharp.Tests.Evaluation.ScoreFiles;

public sealed class ScoreMergeTests : IDisposable
{
    private static readonly RunDescription Run = new("1.0", [new RunMetric("one", null)], new Dictionary<string, string>());

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData("parquet", "parquet"), InlineData("jsonl", "parquet"), InlineData("csv", "parquet"), InlineData("jsonl", "jsonl"), InlineData("csv", "csv")]
    public void Complete_shares_of_one_run_become_one_file(string from, string to)
    {
        Parts(from, 1, 2, 3);
        Assert.Empty(ScoreMerge.Merge(ScoreMerge.Find([_folder["parts"]]), _folder[$"all.{to}"]));
        var all = ScoreTable.Open(_folder[$"all.{to}"]);
        Assert.Equal((null, (int?)6), (all.Run!.Share, all.Run.Images));
        Assert.Equal(["1a", "1b", "2a", "2b", "3a", "3b"], all.Rows().Select(row => row.Image));
        Assert.Equal([1, 1, 2, 2, 3, 3], all.Rows().Select(row => row.Scores[0]!.Value));

        // it can be continued
        using var log = ScoreLog.Open(all.Path, Run);
        Assert.Equal(6, log.Count);
    }

    [Fact]
    public void What_is_missing_or_there_twice_is_told_and_nothing_is_written()
    {
        Parts("parquet", 1, 3);
        Assert.Equal(["share 2/3 is missing"], Merge());
        Parts("parquet", 2);
        File.Copy(_folder["parts/2.parquet"], _folder["parts/9.parquet"]);
        Assert.Equal([$"share 2/3 is there 2 times: {_folder["parts/2.parquet"]}, {_folder["parts/9.parquet"]}"], Merge());
        File.Delete(_folder["parts/9.parquet"]);
        Write("parts/2.parquet", Run with { Share = "2/3" }, "2a", "1b");
        Assert.Equal([$"{_folder["parts/2.parquet"]}: 1 of its images are there twice, such as 1b"], Merge());
        Write("parts/2.parquet", Run with { Share = "2/3", Version = "1.1" }, "2a");
        Assert.Equal([$"{_folder["parts/2.parquet"]}: version: 1.0 in {_folder["parts/1.parquet"]}, 1.1 here"], Merge());
        Write("parts/2.parquet", Run with { Share = "2/4" }, "2a");
        Assert.Contains($"{_folder["parts/2.parquet"]}: share 2/4, but {_folder["parts/1.parquet"]} is share 1/3", Merge());
        Assert.False(File.Exists(_folder["all.parquet"]));
    }

    [Fact]
    public void A_share_that_is_not_complete_is_told()
    {
        Parts("parquet", 1, 2);
        using (var log = ScoreLog.Open(_folder["parts/3.parquet"], Run with { Share = "3/3" }))
        {
            log.Append(Row("3a", 3), """{"image":"3a","metric":"one","score":3}""" + "\n");
        }

        Assert.Equal([$"{_folder["parts/3.parquet.partial.jsonl"]}: not complete; its run has not ended, or is to be started again", "share 3/3 is missing"], Merge());
        using (var log = ScoreLog.Open(_folder["parts/3.parquet"], Run with { Share = "3/3" }))
        {
            log.Complete();
        }

        Assert.Empty(Merge());
    }

    [Fact]
    public void A_text_file_that_is_shorter_than_when_it_was_complete_is_told()
    {
        Parts("jsonl", 1, 2, 3);
        var lines = File.ReadAllLines(_folder["parts/2.jsonl"]);
        File.WriteAllText(_folder["parts/2.jsonl"], lines[0] + "\n");
        Assert.Equal([$"{_folder["parts/2.jsonl"]}: has 1 rows, and was complete with 2"], Merge());
        File.Delete(_folder["parts/2.jsonl.run.json"]);
        Assert.Contains($"{_folder["parts/2.jsonl"]}: does not say which run it comes from", Merge());
    }

    [Fact]
    public void Damaged_files_and_empty_folders_give_one_line()
    {
        Assert.Throws<BadInputException>(() => ScoreMerge.Find([_folder.Path]));
        _folder.Write("parts/1.parquet", "PAR1 and more of nothing PAR1"u8);
        Assert.Contains("is no Parquet file", Assert.Throws<BadInputException>(Merge).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Merge() => ScoreMerge.Merge(ScoreMerge.Find([_folder["parts"]]), _folder["all.parquet"]);

    private void Parts(string format, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            Write($"parts/{number}.{format}", Run with { Share = $"{number}/3" }, $"{number}a", $"{number}b");
        }
    }

    private void Write(string name, RunDescription run, params string[] images)
    {
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        using var log = ScoreLog.Open(path, run);
        var csv = name.EndsWith(".csv", StringComparison.Ordinal);
        if (csv)
        {
            log.AppendHeader("image,metric,score\n");
        }

        foreach (var image in images)
        {
            log.Append(Row(image, image[0] - '0'), csv ? $"{image},one,{image[0]}\n" : $$"""{"image":"{{image}}","metric":"one","score":{{image[0]}}}""" + "\n");
        }

        log.Complete();
    }

    private static ScoreRow Row(string image, double score) => new(image, [new QualityScore(score)]);
}

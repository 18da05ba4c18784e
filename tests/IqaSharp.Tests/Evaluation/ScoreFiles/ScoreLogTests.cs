using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Evaluation.ScoreFiles;

public sealed class ScoreLogTests : IDisposable
{
    private static readonly RunDescription Run = new("1.0", [new RunMetric("one", null), new RunMetric("two", "abc")], new Dictionary<string, string> { ["--crops"] = "9" });
    private static readonly FileState State = new(100, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMicroseconds(123_456));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => ["scores.jsonl", "scores.csv", "scores.parquet"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Formats))]
    public void What_is_written_is_known_to_the_next_run_and_read_as_it_was(string name)
    {
        using (var log = Open(name))
        {
            Add(log, name, Row("a.jpg", 1.5), Row("b, \"b\".jpg", 0.1), Failed("c.jpg"));
        }

        using (var log = Open(name))
        {
            Assert.Equal(3, log.Count);
            Assert.True(log.Contains("a.jpg", State));
            Assert.False(log.Contains("a.jpg", State with { Bytes = 99 }));
            Assert.False(log.Contains("a.jpg", State with { Modified = State.Modified.AddMicroseconds(1) }));
            Assert.False(log.Contains("d.jpg", State));
            Assert.True(log.Contains("c.jpg", State));
            Add(log, name, Row("d.jpg", 3));
            log.Complete();
        }

        Assert.False(File.Exists(_folder["scores.parquet.partial.jsonl"]));
        var table = ScoreTable.Open(_folder[name]);
        Assert.Equal(["one", "two"], table.Metrics);
        Assert.Equal(4, table.Run!.Images);
        Assert.Equal([("a.jpg", 1.5), ("b, \"b\".jpg", 0.1), ("c.jpg", null), ("d.jpg", (double?)3)], table.Rows().Select(row => (row.Image, row.Scores[0]?.Value)));
        Assert.Equal("not an image", table.Rows().ElementAt(2).Error);
        Assert.Equal((640, 480, (FileState?)State), (table.Rows().First().Width, table.Rows().First().Height, table.Rows().First().State));
    }

    /// <summary>A file that ends anywhere within its last row, or in the zeros that a power cut can leave.</summary>
    [Theory, InlineData("scores.jsonl"), InlineData("scores.csv")]
    public void A_row_that_is_cut_off_is_dropped(string name)
    {
        using (var log = Open(name))
        {
            Add(log, name, Row("a.jpg", 1), Row("b\n\"b\".jpg", 2));
        }

        var whole = File.ReadAllBytes(_folder[name]);
        var first = FirstRows(name);
        foreach (var length in Enumerable.Range(first, whole.Length - first))
        {
            foreach (var zeros in new[] { 0, 10 })
            {
                File.WriteAllBytes(_folder[name], [.. whole[..length], .. new byte[zeros]]);
                using var log = Open(name);
                Assert.Equal(1, log.Count);
                Add(log, name, Row("c.jpg", 3));
                Assert.Equal(2, log.Count);
            }
        }

        Assert.Equal(["a.jpg", "c.jpg"], ScoreTable.Open(_folder[name]).Rows().Select(row => row.Image));
    }

    [Theory, MemberData(nameof(Formats))]
    public void What_failed_is_tried_again_on_request(string name)
    {
        using (var log = Open(name))
        {
            Add(log, name, Failed("a.jpg"), Row("b.jpg", 2));
        }

        using (var log = Open(name, retryFailed: true))
        {
            Assert.False(log.Contains("a.jpg", State));
            Add(log, name, Row("a.jpg", 1));
            log.Complete();
        }

        Assert.Equal(["b.jpg", "a.jpg"], ScoreTable.Open(_folder[name]).Rows().Select(row => row.Image));

        // the same after the run was complete
        using (var log = Open(name, retryFailed: true))
        {
            Assert.Equal(2, log.Count);
            log.Complete();
        }

        Assert.Equal(2, ScoreTable.Open(_folder[name]).Rows().Count());
    }

    [Theory, MemberData(nameof(Formats))]
    public void An_image_that_changed_has_its_new_row_alone(string name)
    {
        using (var log = Open(name))
        {
            Add(log, name, Row("a.jpg", 1), Row("b.jpg", 2));
            log.Complete();
        }

        using (var log = Open(name))
        {
            Assert.False(log.Contains("a.jpg", State with { Bytes = 101 }));
            Add(log, name, Row("a.jpg", 3) with { State = State with { Bytes = 101 } });
            log.Complete();
        }

        Assert.Equal([("b.jpg", 2.0), ("a.jpg", 3.0)], ScoreTable.Open(_folder[name]).Rows().Select(row => (row.Image, row.Scores[0]!.Value)));
    }

    [Theory, MemberData(nameof(Formats))]
    public void Another_run_is_refused_with_what_differs(string name)
    {
        using (var log = Open(name))
        {
            Add(log, name, Row("a.jpg", 1));
        }

        foreach (var complete in new[] { false, true })
        {
            Assert.Contains("version: 1.0 there, 1.1 here", Refused(name, Run with { Version = "1.1" }), StringComparison.Ordinal);
            Assert.Contains("metrics: one, two there, one here", Refused(name, Run with { Metrics = [Run.Metrics[0]] }), StringComparison.Ordinal);
            Assert.Contains("model file of two (SHA-256): abc there, def here", Refused(name, Run with { Metrics = [Run.Metrics[0], new RunMetric("two", "def")] }), StringComparison.Ordinal);
            Assert.Contains("--crops: 9 there, 5 here; --max-side: none there, 512 here", Refused(name, Run with { Options = new Dictionary<string, string> { ["--crops"] = "5", ["--max-side"] = "512" } }), StringComparison.Ordinal);
            Assert.Contains("share: all images there, 3/16 here", Refused(name, Run with { Share = "3/16" }), StringComparison.Ordinal);
            using var log = Open(name);
            log.Complete();
        }
    }

    [Fact]
    public void A_file_of_unknown_origin_is_refused()
    {
        File.WriteAllText(_folder["scores.csv"], "image,score\na.jpg,1\n");
        Assert.Contains("scores.csv.run.json", Refused("scores.csv", Run), StringComparison.Ordinal);
        Assert.Equal("image,score\na.jpg,1\n", File.ReadAllText(_folder["scores.csv"]));
        Assert.Contains(".jsonl, .csv and .parquet", Refused("scores.json", Run), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Two_runs_do_not_write_one_file(string name)
    {
        using var log = Open(name);
        Assert.Contains("another process is writing it", Refused(name, Run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_is_compared_where_it_is_recorded()
    {
        var (hash, other) = (new string('a', 64), new string('b', 64));
        using var log = Open("scores.jsonl");
        Add(log, "scores.jsonl", Row("a.jpg", 1) with { Sha256 = hash });
        Assert.True(log.Contains("a.jpg", State, hash));
        Assert.False(log.Contains("a.jpg", State, other));
    }

    private ScoreLog Open(string name, bool retryFailed = false) => ScoreLog.Open(_folder[name], Run, retryFailed);

    private string Refused(string name, RunDescription run) => Assert.ThrowsAny<BadInputException>(() => ScoreLog.Open(_folder[name], run).Dispose()).Message;

    private static ScoreRow Row(string image, double score) => new(image, [new QualityScore(score), new QualityScore(-score)]) { Width = 640, Height = 480, State = State };

    private static ScoreRow Failed(string image) => new(image, [null, null]) { Error = "not an image", State = State };

    /// <summary>Where the first image's row ends.</summary>
    private int FirstRows(string name) => (int)ScoreTable.Open(_folder[name]).ReadRows().First().End;

    private static void Add(ScoreLog log, string name, params ScoreRow[] rows)
    {
        if (name.EndsWith(".csv", StringComparison.Ordinal) && log.IsEmpty)
        {
            log.AppendHeader("image,one,two,error,width,height,bytes,modified,sha256\n");
        }

        foreach (var row in rows)
        {
            log.Append(row, name.EndsWith(".csv", StringComparison.Ordinal) ? Csv(row) : string.Concat(Run.Metrics.Select((metric, i) => Json(row, metric.Name, i))));
        }
    }

    private static string Csv(ScoreRow row) => IqaSharp.Datasets.Tables.CsvWriter.Line([row.Image, Number(row.Scores[0]), Number(row.Scores[1]), row.Error ?? "", $"{row.Width}", $"{row.Height}", $"{row.State!.Value.Bytes}", row.State.Value.ModifiedText, row.Sha256 ?? ""]);

    private static string Json(ScoreRow row, string metric, int i) => System.Text.Json.JsonSerializer.Serialize(new
    {
        image = row.Image,
        metric,
        score = row.Scores[i]?.Value,
        error = row.Error,
        width = row.Width,
        height = row.Height,
        bytes = row.State!.Value.Bytes,
        modified = row.State.Value.ModifiedText,
        sha256 = row.Sha256,
    }) + "\n";

    private static string Number(QualityScore? score) => score?.Value.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

using System.Formats.Tar;
using IqaSharp.Evaluation.ScoreFiles;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class ResumeTests : IDisposable
{
    private const string Metrics = "laplacian,entropy";

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public ResumeTests()
    {
        Directory.CreateDirectory(At("photos"));
        for (var i = 0; i < 12; i++)
        {
            File.WriteAllBytes(At($"photos/{i:00}.pgm"), i == 5 ? "no image"u8.ToArray() : Picture(i));
        }
    }

    public static TheoryData<string> Formats => ["scores.jsonl", "scores.csv", "scores.parquet"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Formats))]
    public async Task A_run_goes_on_where_it_ended_and_gives_the_same_file(string name)
    {
        var whole = await Score("photos", "-o", At($"whole-{name}"));
        Assert.Equal((1, "1 of 12 failed\n"), (whole.ExitCode, whole.Error));

        // as after a kill: half of the file, with a part of a row at its end
        var log = name.EndsWith(".parquet", StringComparison.Ordinal) ? At($"{name}.partial.jsonl") : At(name);
        File.Copy(name.EndsWith(".parquet", StringComparison.Ordinal) ? await Lines() : At($"whole-{name}"), log);
        var bytes = File.ReadAllBytes(log);
        File.WriteAllBytes(log, bytes[..(bytes.Length / 2)]);
        File.Copy(name.EndsWith(".parquet", StringComparison.Ordinal) ? At("lines.jsonl.run.json") : At($"whole-{name}.run.json"), log + ".run.json");
        var resumed = await Score("photos", "-o", At(name));
        Assert.Equal(1, resumed.ExitCode);
        Assert.Matches("^[0-9]+ images were scored before\n1 of 12 failed\n$", resumed.Error);
        Assert.Equal(File.ReadAllBytes(At($"whole-{name}")), File.ReadAllBytes(At(name)));
        Assert.False(File.Exists(At("scores.parquet.partial.jsonl")));

        // nothing is left to do, and nothing changes
        Assert.Equal("12 images were scored before\n1 of 12 failed\n", (await Score("photos", "-o", At(name))).Error);
        Assert.Equal(File.ReadAllBytes(At($"whole-{name}")), File.ReadAllBytes(At(name)));

        async Task<string> Lines()
        {
            await Score("photos", "-o", At("lines.jsonl"));
            return At("lines.jsonl");
        }
    }

    [Fact]
    public async Task What_failed_is_tried_again_and_what_changed_is_scored_again()
    {
        await Score("photos", "-o", At("scores.csv"));
        File.WriteAllBytes(At("photos/05.pgm"), Picture(5));
        File.SetLastWriteTimeUtc(At("photos/07.pgm"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var run = await Score("photos", "-o", At("scores.csv"), "--retry-failed");
        Assert.Equal((0, "11 images were scored before\n"), (run.ExitCode, run.Error));
        var rows = ScoreTable.Open(At("scores.csv")).Rows().ToList();
        Assert.Equal(12, rows.Select(row => row.Image).Distinct().Count());
        Assert.Equal(12, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Error));
        Assert.Equal((16, 12), (rows[0].Width, rows[0].Height));
    }

    [Fact]
    public async Task Bytes_are_compared_on_request()
    {
        await Score("photos", "-o", At("scores.jsonl"), "--verify");
        var time = File.GetLastWriteTimeUtc(At("photos/03.pgm"));
        File.WriteAllBytes(At("photos/03.pgm"), Picture(99));
        File.SetLastWriteTimeUtc(At("photos/03.pgm"), time);
        await Score("photos", "-o", At("scores.jsonl"), "--verify");
        await Score("photos", "-o", At("fresh.jsonl"), "--verify");
        Assert.Equal(File.ReadLines(At("fresh.jsonl")).Order(), File.ReadLines(At("scores.jsonl")).Order());
        Assert.Contains("--verify: yes there, none here", (await Score("photos", "-o", At("scores.jsonl"))).Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task Identical_files_are_scored_once_and_named(string name)
    {
        File.Copy(At("photos/02.pgm"), At("photos/90.pgm"));
        File.Copy(At("photos/05.pgm"), At("photos/91.pgm"));
        await Score("photos", "-o", At(name), "--dedupe");
        File.Copy(At("photos/03.pgm"), At("photos/92.pgm")); // of an image of the run before
        await Score("photos", "-o", At(name), "--dedupe");
        var rows = ScoreTable.Open(At(name)).Rows().ToDictionary(row => Path.GetFileName(row.Image));
        Assert.Equal(15, rows.Count);
        Assert.Equal([At("photos/02.pgm"), At("photos/05.pgm"), At("photos/03.pgm")], new[] { "90.pgm", "91.pgm", "92.pgm" }.Select(file => rows[file].SameAs));
        Assert.Equal(3, rows.Values.Count(row => row.SameAs is not null));
        foreach (var (copy, original) in new[] { ("90.pgm", "02.pgm"), ("91.pgm", "05.pgm"), ("92.pgm", "03.pgm") })
        {
            Assert.Equal(rows[original].Scores.Select(score => score?.Value), rows[copy].Scores.Select(score => score?.Value));
            Assert.Equal((rows[original].Error, rows[original].Sha256), (rows[copy].Error, rows[copy].Sha256));
        }
    }

    [Fact]
    public async Task Another_run_and_options_that_need_all_rows_are_refused()
    {
        await Score("photos", "-o", At("scores.jsonl"));
        var other = await Iqa.RunAsync("score", At("photos"), "-m", "laplacian", "--resume", "-o", At("scores.jsonl"));
        Assert.Equal((2, $"{At("scores.jsonl")}: comes from another run (metrics: laplacian, entropy there, laplacian here): name another --output, or remove it\n"), (other.ExitCode, other.Error));
        foreach (var arguments in new string[][] { ["--resume"], ["--resume", "-o", At("a.json")], ["--verify"], ["--resume", "-o", At("a.csv"), "--worst", "3"], ["--shard", "0/3"], ["--shard", "auto"] })
        {
            Assert.Equal(2, (await Iqa.RunAsync(["score", At("photos"), "-m", "laplacian", .. arguments])).ExitCode);
        }
    }

    [Fact]
    public async Task Shares_are_scored_apart_and_merged()
    {
        Directory.CreateDirectory(At("parts"));
        for (var share = 1; share <= 3; share++)
        {
            await Score("photos", "-o", At($"parts/{share}.parquet"), "--shard", $"{share}/3");
        }

        var merged = await Iqa.RunAsync("merge", At("parts"), "-o", At("all.parquet"));
        Assert.Equal((0, ""), (merged.ExitCode, merged.Error));
        await Score("photos", "-o", At("whole.parquet"));
        static IEnumerable<(string, double?)> Rows(string path) => ScoreTable.Open(path).Rows().OrderBy(row => row.Image, StringComparer.Ordinal).Select(row => (row.Image, row.Scores[0]?.Value));
        Assert.Equal(Rows(At("whole.parquet")), Rows(At("all.parquet")));

        File.Delete(At("parts/2.parquet"));
        var missing = await Iqa.RunAsync("merge", At("parts"), "-o", At("again.parquet"));
        Assert.Equal((1, "share 2/3 is missing\n", false), (missing.ExitCode, missing.Error, File.Exists(At("again.parquet"))));
    }

    [Fact]
    public async Task A_share_is_read_from_the_scheduler_and_said()
    {
        var run = await Shell.RunAsync(_folder, "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3 $IQA score $T/photos -m laplacian --shard auto --resume -o $T/part.csv");
        Assert.Contains("share 2/3: SLURM_ARRAY_TASK_ID=2, 3 shares", run.Error, StringComparison.Ordinal);
        Assert.Equal("2/3", ScoreTable.Open(At("part.csv")).Run!.Share);
    }

    [Fact]
    public async Task A_tar_and_columns_are_scored_as_files_are()
    {
        TarFile.CreateFromDirectory(At("photos"), At("photos.tar"), includeBaseDirectory: false);
        await Score("photos", "-o", At("files.csv"));
        await Score("photos.tar", "-o", At("tar.csv"));
        static IEnumerable<(string, double?, string?)> Rows(string path) => ScoreTable.Open(path).Rows().Select(row => (Path.GetFileName(row.Image.Replace('#', '/')), row.Scores[0]?.Value, row.Error)).Order();
        Assert.Equal(Rows(At("files.csv")), Rows(At("tar.csv")));

        File.WriteAllLines(At("metadata.csv"), ["camera,path", .. Directory.EnumerateFiles(At("photos")).Order().Select(path => $"x,{path}")]);
        await Score("--from", At("metadata.csv"), "--column", "path", "-o", At("column.csv"));
        Assert.Equal(Rows(At("files.csv")), Rows(At("column.csv")));
        await Score("photos", "-o", At("files.parquet"));
        await Score("--from", At("files.parquet"), "-o", At("parquet.csv"));
        Assert.Equal(Rows(At("files.csv")), Rows(At("parquet.csv")));
    }

    [Fact]
    public async Task Parquet_is_written_without_resuming_too()
    {
        var run = await Iqa.RunAsync("score", At("photos"), "-m", Metrics, "-o", At("scores.parquet"));
        Assert.Equal((1, "1 of 12 failed\n"), (run.ExitCode, run.Error));
        await Score("photos", "-o", At("resumed.csv"));
        Assert.Equal(ScoreTable.Open(At("resumed.csv")).Rows().Select(row => (row.Image, row.Scores[1]?.Value)), ScoreTable.Open(At("scores.parquet")).Rows().Select(row => (row.Image, row.Scores[1]?.Value)));
        Assert.Equal(2, (await Iqa.RunAsync("score", At("photos"), "-m", Metrics, "-f", "parquet")).ExitCode);
    }

    [Fact]
    public async Task Scores_of_a_file_are_evaluated()
    {
        await Score("photos", "-o", At("scores.parquet"));
        File.WriteAllLines(At("ratings.csv"), ["image,score", .. Enumerable.Range(0, 12).Where(i => i != 5).Select(i => $"photos/{i:00}.pgm,{i}")]);
        var run = await Iqa.RunAsync("evaluate", "--data", At("ratings.csv"), "--scores", At("scores.parquet"), "-o", At("evaluation"), "--resamples", "0");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("laplacian", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(At("evaluation/report.json")));
    }

    private Task<Iqa> Score(params string[] arguments) => Iqa.RunAsync(["score", .. arguments.Select(argument => argument.StartsWith("photos", StringComparison.Ordinal) ? At(argument) : argument), "-m", Metrics, "--resume"]);

    private string At(string name) => Path.Combine(_folder, name);

    private static byte[] Picture(int seed)
    {
        var samples = new byte[16 * 12];
        new Random(seed).NextBytes(samples);
        return [.. "P5\n16 12\n255\n"u8, .. samples];
    }
}

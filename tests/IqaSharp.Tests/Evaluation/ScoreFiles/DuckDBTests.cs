using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Evaluation.ScoreFiles;

/// <summary>The queries of docs/big.md, run by DuckDB on parts that are written here.</summary>
public sealed partial class DuckDBTests : IDisposable
{
    private static readonly FileState State = new(123_456, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMicroseconds(123_456));
    private static readonly string[] Queries = [.. Query().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "big.md"))).Select(match => match.Groups[1].Value)];

    private readonly TemporaryFolder _folder = new();

    public DuckDBTests()
    {
        Directory.CreateDirectory(_folder["parts"]);
        var run = new RunDescription("1.0", [new RunMetric("musiq-s", "abc")], new Dictionary<string, string>());
        for (var part = 1; part <= 3; part++)
        {
            using var writer = new ParquetScoreWriter(_folder[$"parts/{part}.parquet"], run with { Share = $"{part}/3" });
            for (var i = part; i <= 300; i += 3)
            {
                writer.Add(new ScoreRow($"photos/{i}.jpg", [i % 50 == 0 ? null : new QualityScore(i / 3.0) { Interval = new(i / 4.0, i / 2.0), Familiarity = 50 }])
                {
                    Width = 640,
                    Height = 480,
                    State = State,
                    Error = i % 50 == 0 ? "not an image: the file is empty" : null,
                });
            }

            writer.Complete();
        }

        File.WriteAllLines(_folder["metadata.csv"], ["path,camera", .. Enumerable.Range(1, 300).Select(i => $"photos/{i}.jpg,{(i <= 150 ? "old" : "new")}")]);
        File.WriteAllText(_folder["parts/9.parquet.partial.jsonl"], """{"image":"a.jpg","metric":"musiq-s","score":12.5}""" + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_queries_of_the_documentation_give_what_they_say()
    {
        Assert.Equal(5, Queries.Length);
        var worst = Run(Queries[0]);
        Assert.Equal(100, worst.Count);
        Assert.Equal(["photos/1.jpg", 1 / 3.0, 0.25, 0.5], worst[0]);
        var histogram = Run(Queries[1]);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 10.0), histogram.Select(row => (double)row[0]!));
        Assert.Equal(294L, histogram.Sum(row => (long)row[1]!));
        Assert.Equal([["new", 150L], ["old", 150L]], Run(Queries[2]).Select(row => row[..2]));
        Assert.Equal([["not an image: the file is empty", 6L, "photos/100.jpg"]], Run(Queries[3]));
        Assert.Equal([["musiq-s", 1L, 12.5]], Run(Queries[4]));
    }

    [Fact]
    public void Columns_have_types()
    {
        Assert.Equal(
            ["image VARCHAR", "reference VARCHAR", "width INTEGER", "height INTEGER", "musiq-s DOUBLE", "musiq-s_low DOUBLE", "musiq-s_high DOUBLE", "musiq-s_familiarity DOUBLE", "musiq-s_spread DOUBLE", "error VARCHAR", "note VARCHAR", "bytes BIGINT", "modified TIMESTAMP WITH TIME ZONE", "sha256 VARCHAR", "same_as VARCHAR"],
            Run("DESCRIBE SELECT * FROM 'parts/*.parquet'").Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal([["640", "123456", State.Modified.ToString("yyyy-MM-dd HH:mm:ss.ffffff", null)]], Run("SELECT DISTINCT width::VARCHAR, bytes::VARCHAR, strftime(modified AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f') FROM 'parts/*.parquet'"));
        Assert.Equal(["ZSTD"], Run("SELECT DISTINCT compression FROM parquet_metadata('parts/1.parquet')").Select(row => row[0]));
        Assert.Contains("\"share\":\"1/3\"", (string)Run("SELECT decode(value) FROM parquet_kv_metadata('parts/1.parquet') WHERE key = 'iqa.run'")[0][0]!, StringComparison.Ordinal);
    }

    /// <summary>A file of another program: one row group of DuckDB's, with its own compression.</summary>
    [Fact]
    public void What_DuckDB_writes_is_read()
    {
        Run($"COPY (SELECT * FROM 'parts/*.parquet' ORDER BY \"musiq-s\" DESC NULLS LAST) TO '{_folder["sorted.parquet"]}' (FORMAT parquet)");
        var table = ScoreTable.Open(_folder["sorted.parquet"]);
        Assert.Equal(["musiq-s"], table.Metrics);
        Assert.Equal((300, "photos/299.jpg", 299 / 3.0, (FileState?)State), (table.Rows().Count(), table.Rows().First().Image, table.Rows().First().Scores[0]!.Value, table.Rows().First().State));
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Query();

    private List<object?[]> Run(string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query.Replace("'parts/", $"'{_folder.Path}/parts/", StringComparison.Ordinal).Replace("'metadata.csv'", $"'{_folder["metadata.csv"]}'", StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}

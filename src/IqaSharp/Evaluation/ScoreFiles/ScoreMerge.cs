using IqaSharp.Core;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Joins the files of a run's shares into one, after it has checked that they belong together, that none is missing, and that no image is there twice.</summary>
public static class ScoreMerge
{
    private const string Partial = ".partial.jsonl";

    /// <summary>The files of scores in folders.</summary>
    /// <param name="paths">Files, and folders that hold them.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<string> found = [.. paths.SelectMany<string, string>(path => !Directory.Exists(path) ? [path] : Directory.EnumerateFiles(path).Where(ScoreTable.HasExtension).Order(StringComparer.Ordinal)).Distinct()];
        return found.Count > 0 ? found : throw new BadInputException(paths.Count > 0 ? paths[0] : "merge", "holds no files of scores");
    }

    /// <summary>Merges files.</summary>
    /// <param name="parts">The files (<see cref="Find"/>).</param>
    /// <param name="output">The result: .parquet, or the extension of the parts.</param>
    /// <returns>What is wrong with the parts, each a line; empty if the result is written. Else there is none.</returns>
    /// <exception cref="BadInputException">A file cannot be read or written.</exception>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string> parts, string output)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts = [.. parts.Where(part => Path.GetFullPath(part) != Path.GetFullPath(output))];
        if (parts.Count == 0)
        {
            throw new BadInputException(output, "is the only file: there is nothing to merge");
        }

        List<string> problems = [.. parts.Where(static part => part.EndsWith(Partial, StringComparison.Ordinal)).Select(static part => $"{part}: not complete; its run has not ended, or is to be started again")];
        var tables = parts.Where(static part => !part.EndsWith(Partial, StringComparison.Ordinal)).Select(ScoreTable.Open).ToList();
        problems.AddRange(tables.Where(static table => table.Run is null).Select(static table => $"{table.Path}: does not say which run it comes from"));
        var described = tables.Where(static table => table.Run is not null).ToList();
        problems.AddRange(described.Skip(1).SelectMany(table => described[0].Run!.DifferencesTo(table.Run!, ignoreShare: true).Select(difference => $"{table.Path}: {difference.Replace("there", $"in {described[0].Path}", StringComparison.Ordinal)}")));
        problems.AddRange(described.Where(static table => table.Run!.Images is null).Select(static table => $"{table.Path}: not complete; its run has not ended, or is to be started again"));
        problems.AddRange(Shares(described));
        if (problems.Count == 0)
        {
            problems.AddRange(Rows(tables));
        }

        if (problems.Count == 0)
        {
            Write([.. tables.OrderBy(static table => table.Run!.Share is { } share ? Share.Parse(share).Number : 0)], output);
        }

        return problems;
    }

    /// <summary>Shares that are missing, there twice, or of another count.</summary>
    private static IEnumerable<string> Shares(List<ScoreTable> tables)
    {
        var shares = tables.Where(static table => table.Run!.Share is not null).Select(static table => (table.Path, Share: Share.Parse(table.Run!.Share!))).ToList();
        if (shares.Count == 0)
        {
            yield break;
        }

        foreach (var whole in tables.Where(static table => table.Run!.Share is null))
        {
            yield return $"{whole.Path}: of all images, not of a share";
        }

        var count = shares[0].Share.Count;
        foreach (var (path, share) in shares.Where(part => part.Share.Count != count))
        {
            yield return $"{path}: share {share}, but {shares[0].Path} is share {shares[0].Share}";
        }

        foreach (var twice in shares.GroupBy(static part => part.Share).Where(static group => group.Count() > 1))
        {
            yield return $"share {twice.Key} is there {twice.Count()} times: {string.Join(", ", twice.Select(static part => part.Path))}";
        }

        foreach (var missing in Enumerable.Range(1, count).Select(number => new Share(number, count)).Except(shares.Select(static part => part.Share)))
        {
            yield return $"share {missing} is missing";
        }
    }

    /// <summary>Images that are there twice, and files that do not hold what they say.</summary>
    private static IEnumerable<string> Rows(List<ScoreTable> tables)
    {
        var images = new HashSet<UInt128>();
        foreach (var table in tables)
        {
            var (rows, twice, example) = (0, 0, "");
            foreach (var row in table.Rows())
            {
                rows++;
                if (!images.Add(ImageKey.Of(row.Image)))
                {
                    (twice, example) = (twice + 1, row.Image);
                }
            }

            if (twice > 0)
            {
                yield return $"{table.Path}: {twice} of its images are there twice, such as {example}";
            }

            if (rows != table.Run!.Images)
            {
                yield return $"{table.Path}: has {rows} rows, and was complete with {table.Run.Images}";
            }
        }
    }

    private static void Write(IReadOnlyList<ScoreTable> tables, string output)
    {
        var run = tables[0].Run! with { Share = null, Images = tables.Sum(static table => table.Run!.Images) };
        if (ScoreTable.Format(output) == ScoreFormat.Parquet)
        {
            using var writer = new ParquetScoreWriter(output, run);
            foreach (var row in tables.SelectMany(static table => table.Rows()))
            {
                writer.Add(row);
            }

            writer.Complete();
            return;
        }

        if (tables.FirstOrDefault(table => ScoreTable.Format(table.Path) != ScoreTable.Format(output)) is { } other)
        {
            throw new BadInputException(output, $"is of another format than {other.Path}: parts are merged into .parquet, or into their own format");
        }

        AtomicFile.Write(output, stream =>
        {
            for (var i = 0; i < tables.Count; i++)
            {
                using var part = ScoreTable.OpenFile(tables[i].Path);
                part.Position = i > 0 && ScoreTable.Format(output) == ScoreFormat.Csv ? tables[i].ReadRows().Select(static row => row.Start).DefaultIfEmpty(part.Length).First() : 0;
                part.CopyTo(stream);
            }
        });
        ScoreTable.Describe(output, run);
    }
}

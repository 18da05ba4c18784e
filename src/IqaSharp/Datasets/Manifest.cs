using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>A data set as a CSV file: the columns <c>image</c> and either <c>score</c> or, for difference scores, where lower is better, <c>dmos</c>; and any of <c>reference</c>, <c>degraded</c>, <c>split</c>, <c>weight</c>,
/// <c>scene</c>, <c>distortion</c> and <c>level</c>. Paths are relative to the file.</summary>
internal static class Manifest
{
    private const string Score = "score";
    private const string Difference = "dmos";

    private static readonly string[] Known = ["image", Score, Difference, "reference", "degraded", "split", "weight", "scene", "distortion", "level"];

    /// <summary>Reads a manifest. It does not check that the images exist (<see cref="DataSet.Missing"/> does).</summary>
    /// <param name="path">The CSV file: UTF-8, its first line names the columns.</param>
    /// <exception cref="BadInputException">The file cannot be read, has an unknown column or no rows, or a row is invalid; the message names the line and the reason.</exception>
    public static DataSet Read(string path)
    {
        var table = Table.ReadCsv(path, "image");
        var unknown = table.Columns.Where(name => !Known.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0)
        {
            throw new BadInputException(path, $"line {table.HeaderLine} names the unknown column{(unknown.Count > 1 ? "s" : "")} {string.Join(", ", unknown.Select(name => $"'{name}'"))}; known are {string.Join(", ", Known)}");
        }

        if (table.Has(Score) == table.Has(Difference))
        {
            throw new BadInputException(path, $"line {table.HeaderLine} names {(table.Has(Score) ? $"both {Score} and {Difference}" : $"no column {Score} or {Difference}")}");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var higherIsBetter = table.Has(Score);
        var items = table.Rows.Select(row => Item(table, row, folder, higherIsBetter ? Score : Difference)).ToList();
        return items.Count > 0 ? new DataSet(Path.GetFileNameWithoutExtension(path), items, HigherIsBetter: higherIsBetter) { Degraded = items.Any(item => item.Degraded is not null) ? Degraded : null } : throw new BadInputException(path, "has no rows");
    }

    private static Image Degraded(DataItem item) => Image.Load(item.Degraded ?? throw new BadInputException(item.Image, "its row names no degraded input"));

    private static DataItem Item(Table table, TableRow row, string folder, string score)
    {
        if (row.FieldCount > table.Columns.Count)
        {
            throw row.Bad($"has {row.FieldCount} fields for {table.Columns.Count} columns (a comma inside a field needs quotes around it)");
        }

        var weight = row.OptionalNumber("weight") ?? 1;
        var level = row.OptionalNumber("level");
        return new DataItem(
            Path.GetFullPath(row.Text("image"), folder),
            row.Number(score),
            row.Optional("reference") is { } reference ? Path.GetFullPath(reference, folder) : null,
            row.Optional("split"),
            weight > 0 ? weight : throw row.Bad($"has the weight {row.Text("weight")}: weights are above 0"),
            row.Optional("scene"),
            row.Optional("distortion"),
            Level: level is null or (>= 0 and <= 1000) && level % 1 is null or 0 ? (int?)level : throw row.Bad($"has the level {row.Text("level")}: levels are whole numbers"),
            Degraded: row.Optional("degraded") is { } degraded ? Path.GetFullPath(degraded, folder) : null);
    }
}

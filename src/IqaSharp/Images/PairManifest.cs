using System.Text;

namespace IqaSharp.Images;

/// <summary>A CSV file with the columns <c>image</c> and <c>reference</c>; paths are relative to the file.</summary>
public static class PairManifest
{
    /// <summary>Reads the pairs.</summary>
    /// <exception cref="BadInputException">The file cannot be read, lacks a column, or a row lacks a value; the row is named.</exception>
    /// <exception cref="UnpairedException">Files that it names are not there; all of them are listed.</exception>
    public static IReadOnlyList<(string Image, string Reference)> Read(string path)
    {
        var rows = Rows(path);
        var header = rows.Count > 0 ? rows[0] : [];
        var (image, reference) = (header.IndexOf("image"), header.IndexOf("reference"));
        if (image < 0 || reference < 0)
        {
            throw new BadInputException(path, "its first line does not name the columns image and reference");
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        var pairs = new List<(string Image, string Reference)>();
        foreach (var (row, i) in rows.Skip(1).Select((row, i) => (row, i)))
        {
            if (row.Count <= Math.Max(image, reference) || row[image].Length == 0 || row[reference].Length == 0)
            {
                throw new BadInputException(path, $"row {i + 2} lacks an image or a reference");
            }

            pairs.Add((Path.Combine(folder, row[image]), Path.Combine(folder, row[reference])));
        }

        var missing = pairs.SelectMany(pair => new[] { pair.Image, pair.Reference }).Distinct().Where(file => !File.Exists(file)).Select(file => $"{file} is not there").ToList();
        return missing.Count == 0 ? pairs : throw new UnpairedException(missing);
    }

    /// <summary>The fields of every line that is not empty.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    internal static List<List<string>> Rows(string path)
    {
        try
        {
            return [.. File.ReadLines(path, Encoding.UTF8).Where(line => line.Length > 0).Select(Fields)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The fields of a line (RFC 4180, without line ends inside quotes: paths have none).</summary>
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}

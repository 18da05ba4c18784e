using System.IO.Compression;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using Xunit;

namespace IqaSharp.Tests.Datasets.Tables;

/// <summary>Workbooks are untrusted: a few hundred bytes can announce 17 thousand million cells.</summary>
public sealed class XlsxFileTests : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_read_as_text()
    {
        var rows = Rows(Workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>score</t></is></c></row><row r=\"3\"><c r=\"B3\"><v>0.25</v></c></row>", "<si><t>image</t></si>"));
        Assert.Equal([1, 3], rows.Select(row => row.Line));
        Assert.Equal(["image", "score"], rows[0].Fields);
        Assert.Equal(["", "0.25"], rows[1].Fields);
    }

    [Theory]
    [InlineData("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2147483647\"><c r=\"A1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")]
    public void A_sheet_of_too_many_cells_is_refused(string rows) => AssertRefused(Workbook(rows));

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        AssertRefused(Workbook("", string.Concat(Enumerable.Repeat("<si><t/></si>", 10_000_000))));
        AssertRefused(Workbook(new string(' ', 200_000_000)));
    }

    /// <summary>Looking for a sheet by its name reads those before it.</summary>
    [Fact]
    public void A_sheet_that_is_listed_ten_thousand_times_is_not_read_as_often() =>
        AssertRefused(Workbook(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 20_000)), sheets: 10_000), "absent");

    [Fact]
    public void The_worst_that_is_read_stays_bounded()
    {
        foreach (var rows in new[] { $"<row>{string.Concat(Enumerable.Repeat("<c/>", 900_000))}</row>", string.Concat(Enumerable.Repeat("<row/>", 600_000)), $"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 200_000))}</row>" })
        {
            Bounded.Run(() => ReadOrRefuse(Workbook(rows)));
        }
    }

    [Fact]
    public void What_is_no_workbook_is_refused()
    {
        AssertRefused([]);
        AssertRefused("PK"u8.ToArray());
        AssertRefused(Workbook("<row><c t=\"s\"><v>99999999999999999999</v></c>")[..^30]);
    }

    private void AssertRefused(byte[] workbook, string? sheet = null)
    {
        var path = _folder.Write("a.xlsx", workbook);
        Bounded.Run(() => Assert.Throws<BadInputException>(() => XlsxFile.Rows(path, sheet)));
    }

    private void ReadOrRefuse(byte[] workbook)
    {
        try
        {
            Rows(workbook);
        }
        catch (BadInputException)
        {
            // refused
        }
    }

    private IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows(byte[] workbook) => XlsxFile.Rows(_folder.Write("a.xlsx", workbook), null);

    private static byte[] Workbook(string rows, string sharedStrings = "", int sheets = 1)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><sheets>{string.Concat(Enumerable.Repeat("<sheet name=\"s\" sheetId=\"1\" r:id=\"a\"/>", sheets))}</sheets></workbook>");
            Add(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"{Relationships}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            Add(archive, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");
            Add(archive, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{sharedStrings}</sst>");
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}

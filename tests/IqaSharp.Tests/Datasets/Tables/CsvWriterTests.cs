using IqaSharp.Datasets.Tables;
using Xunit;

namespace IqaSharp.Tests.Datasets.Tables;

public class CsvWriterTests
{
    [Theory]
    [InlineData("a,b\n", "a", "b")]
    [InlineData(",\n", "", "")]
    [InlineData("a b;c\n", "a b;c")]
    [InlineData("\"a,b\",\"say \"\"so\"\"\"\n", "a,b", "say \"so\"")]
    [InlineData("\"two\nlines\",\"\r\"\n", "two\nlines", "\r")]
    public void Fields_are_quoted_where_they_must_be(string line, params string[] fields) => Assert.Equal(line, CsvWriter.Line(fields));

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var folder = new TemporaryFolder();
        string[] fields = ["a,b", "\"quoted\"", "two\nlines", "plain", "ä–好"];
        var path = folder.Write("table.csv", System.Text.Encoding.UTF8.GetBytes(CsvWriter.Line(fields)));
        Assert.Equal(fields, Assert.Single(CsvFile.Rows(path)).Fields);
    }
}

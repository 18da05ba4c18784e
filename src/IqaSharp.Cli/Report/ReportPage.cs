using System.Net;
using System.Text.Json;

namespace IqaSharp.Cli.Report;

/// <summary>Writes the page of a report, one file that needs no other: the pictures as they come, then the rows and the script.</summary>
internal sealed class ReportPage
{
    private const string PictureType = "image/jpeg";

    private readonly TextWriter _writer;

    /// <param name="writer">The file.</param>
    /// <param name="title">The report's title.</param>
    public ReportPage(TextWriter writer, string title)
    {
        _writer = writer;
        var style = string.Join('\n', WebFiles.Read("shared/style.css"), WebFiles.Read("shared/gallery.css"), WebFiles.Read("report/report.css"));
        writer.Write(WebFiles.Read("report/report.html").Replace("{{style}}", style, StringComparison.Ordinal).Replace("{{title}}", WebUtility.HtmlEncode(title), StringComparison.Ordinal));
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="kind">t for a thumbnail, p for the picture, o for its original.</param>
    /// <param name="index">The photograph's place among the rows.</param>
    /// <param name="jpeg">The file.</param>
    public void Picture(char kind, int index, byte[] jpeg) =>
        _writer.Write($"<script type=\"text/plain\" id=\"{kind}-{index}\">{Convert.ToBase64String(jpeg)}</script>\n");

    /// <summary>Writes the rest.</summary>
    public void End(ReportData data)
    {
        _writer.Write("<script type=\"application/json\" id=\"report\">");
        _writer.Write(JsonSerializer.Serialize(data with { PictureType = PictureType }, ReportJson.Default.ReportData));
        _writer.Write("</script>\n<script type=\"module\">\n");
        _writer.Write(WebFiles.Script("report/report.js"));
        _writer.Write("</script>\n</body>\n</html>\n");
    }
}

using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

public class EmbedCommandTests
{
    [Fact]
    public async Task Every_image_is_a_line_with_its_vector_or_the_reason()
    {
        var run = await Iqa.RunAsync("embed", "samples/chelsea.png", "absent.png", "--scales");
        Assert.Equal(1, run.ExitCode);
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["samples/chelsea.png", "absent.png"], rows.Select(row => row.GetProperty("image").GetString()));
        var width = rows[0].GetProperty("embedding").GetArrayLength();
        Assert.True(width > 1);
        Assert.All(rows[0].GetProperty("scales").EnumerateArray(), scale => Assert.Equal(width, scale.GetArrayLength()));
        Assert.Equal("no such file or folder", rows[1].GetProperty("error").GetString());
    }
}

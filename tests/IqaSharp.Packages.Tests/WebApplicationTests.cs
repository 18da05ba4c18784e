using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Packages.Tests;

/// <summary>An ASP.NET application outside the checkout: the example, restored from the packages.</summary>
public sealed partial class WebApplicationTests(PackageFeed feed)
{
    [Fact]
    public async Task The_upload_gate_takes_good_photographs_and_refuses_others()
    {
        var stop = TestContext.Current.CancellationToken;
        var example = Path.Combine(Repository.Root, "examples", "csharp", "UploadGate");
        var files = Directory.EnumerateFiles(example).Where(file => Path.GetExtension(file) is ".cs" or ".json").Select(file => (Path.GetFileName(file), File.ReadAllText(file)));
        var folder = feed.Folder("gate", [("gate.csproj", feed.Project("IqaSharp.Extensions", "Microsoft.NET.Sdk.Web", "")), .. files]);
        await ProgramRun.RequireAsync(folder, "dotnet", "build", "-c", "Release", "-o", "out", "--nologo");

        using var server = ProgramRun.Start(folder, "dotnet", Path.Combine("out", "gate.dll"), "--urls", "http://127.0.0.1:0");
        try
        {
            using var client = new HttpClient { BaseAddress = await Address(server.StandardOutput) };
            var (code, answer) = await Post(client, File.ReadAllBytes(Repository.Sample("rocket.jpg")), stop);
            Assert.Equal(HttpStatusCode.OK, code);
            Assert.InRange((double)answer["score"]!, 80, 90);

            (code, answer) = await Post(client, File.ReadAllBytes(Repository.Sample("coffee-blur.png")), stop);
            Assert.Equal(HttpStatusCode.UnprocessableContent, code);
            Assert.Contains("below", (string)answer["detail"]!, StringComparison.Ordinal);

            (code, answer) = await Post(client, "not a photograph"u8.ToArray(), stop);
            Assert.Equal(HttpStatusCode.BadRequest, code);
            Assert.Contains("not an image", (string)answer["detail"]!, StringComparison.Ordinal);

            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("health", UriKind.Relative), stop));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<(HttpStatusCode, JsonObject)> Post(HttpClient client, byte[] photo, CancellationToken stop)
    {
        using var content = new ByteArrayContent(photo);
        using var response = await client.PostAsync(new Uri("photos", UriKind.Relative), content, stop);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>(stop))!);
    }

    private static async Task<Uri> Address(StreamReader output)
    {
        var seen = "";
        while (await output.ReadLineAsync() is { } line)
        {
            seen += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"the application ended before it listened\n{seen}");
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

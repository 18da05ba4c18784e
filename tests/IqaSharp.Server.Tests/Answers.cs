using System.Net;
using System.Text.Json.Nodes;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Server.Tests;

/// <summary>What tests do with answers.</summary>
internal static class Answers
{
    public static byte[] Sample(string name) => File.ReadAllBytes(Repository.Sample(name));

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The detail of a problem (RFC 9457).</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var problem = await response.JsonAsync(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)expected, (int)problem["status"]!);
        return (string)problem["detail"]!;
    }
}

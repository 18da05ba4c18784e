using System.Net;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Server.Tests.Endpoints;

/// <summary>What is answered to images: the library's numbers.</summary>
public sealed class ImageEndpointTests(DefaultServer shared)
{
    private readonly RunningServer _server = shared.Server;

    [Theory]
    [InlineData("coffee.png")]
    [InlineData("rocket.jpg")]
    public async Task A_body_has_the_score_that_the_library_gives(string sample)
    {
        using var metric = Metric.Load("musiq", new MetricOptions { Threads = 1 });
        var answer = await (await _server.PostAsync("v1/score", Answers.Sample(sample))).JsonAsync();
        Assert.Equal(metric.Score(Repository.Sample(sample)).Value, (double)answer["score"]!, 1e-4);
        Assert.Equal("musiq-s", (string)answer["metric"]!);
    }

    /// <summary>As <c>iqa score</c> does, and says so; an embedding and a map are there too.</summary>
    [Fact]
    public async Task Integers_are_computed_unless_told_otherwise()
    {
        await using var server = await RunningServer.StartAsync(new ServerOptions { Metrics = ["musiq"] });
        using var metric = Metric.Load("musiq", new MetricOptions { Threads = 1, Precision = Precision.Fast });
        var answer = await (await server.PostAsync("v1/score", Answers.Sample("coffee.png"))).JsonAsync();
        Assert.Equal(metric.Score(Repository.Sample("coffee.png")).Value, (double)answer["score"]!, 1e-4);
        Assert.Equal(metric.Precision == Precision.Fast ? "computed in 8-bit integers" : null, (string?)answer["note"]);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/embed", Answers.Sample("coffee.png"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/map", Answers.Sample("coffee.png"))).StatusCode);
    }

    [Fact]
    public async Task A_form_has_a_result_for_each_file_and_a_bad_one_disturbs_none()
    {
        var answer = await (await _server.PostFormAsync(
            "v1/score?metric=niqe", ("image", "a b.png", Answers.Sample("coffee.png")), ("image", "notes.txt", "not a picture"u8.ToArray()), ("image", "图.jpg", Answers.Sample("rocket.jpg")))).JsonAsync();
        var results = answer["results"]!.AsArray();
        Assert.Equal(["a b.png", "notes.txt", "图.jpg"], results.Select(result => (string)result!["image"]!));
        Assert.Equal("notes.txt: not an image: the file is text", (string)results[1]!["error"]!);
        Assert.Null(results[1]!["score"]);
        using var niqe = Metric.Load("niqe");
        Assert.Equal(niqe.Score(Repository.Sample("rocket.jpg")).Value, (double)results[2]!["score"]!, 1e-9);
    }

    [Fact]
    public async Task Images_are_compared_with_a_reference_by_all_metrics_that_take_one()
    {
        var answer = await (await _server.PostFormAsync(
            "v1/compare",
            ("reference", "coffee.png", Answers.Sample("coffee.png")),
            ("image", "q20.png", Answers.Sample("coffee-q20.png")),
            ("image", "other.png", Answers.Sample("chelsea.png")),
            ("image", "copy.png", Answers.Sample("coffee.png")))).JsonAsync();
        var metrics = answer["metrics"]!.AsArray().ToDictionary(metric => (string)metric!["metric"]!, metric => metric!);
        Assert.Equal(["iqt-s", "psnr", "ssim"], metrics.Keys);
        Assert.Equal(1, (double)metrics["ssim"]["scores"]![2]!, 1e-9);
        Assert.Equal(2, (int)metrics["iqt-s"]["best"]!.AsArray().Single()!);
        Assert.Contains("451×300 pixels, but its reference", (string)metrics["psnr"]["errors"]![1]!, StringComparison.Ordinal);
        using var iqt = Metric.Load("iqt", new MetricOptions { Threads = 1 });
        Assert.Equal(iqt.Score(Repository.Sample("coffee-q20.png"), Repository.Sample("coffee.png")).Value, (double)metrics["iqt-s"]["scores"]![0]!, 1e-3);
    }

    [Fact]
    public async Task A_map_is_numbers_or_a_picture()
    {
        var map = await (await _server.PostFormAsync(
            "v1/map?metric=ssim", ("image", "q20.png", Answers.Sample("coffee-q20.png")), ("reference", "coffee.png", Answers.Sample("coffee.png")))).JsonAsync();
        Assert.Equal((int)map["width"]! * (int)map["height"]!, map["values"]!.AsArray().Count);
        Assert.InRange((int)map["width"]!, 100, 256);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/map", UriKind.Relative)) { Content = new ByteArrayContent(Answers.Sample("coffee-blur.png")) };
        request.Headers.Accept.ParseAdd("image/png");
        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var picture = Imaging.Image.Load(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(600, picture.Width); // drawn over the image, with a legend
    }

    [Fact]
    public async Task An_embedding_is_the_library_s()
    {
        using var metric = Metric.Load("musiq", new MetricOptions { Threads = 1 });
        var expected = metric.Embed(Repository.Sample("coffee.png"));
        var answer = await (await _server.PostAsync("v1/embed?scales=true", Answers.Sample("coffee.png"))).JsonAsync();
        Assert.Equal(expected.Image.Count, answer["embedding"]!.AsArray().Count);
        Assert.Equal(expected.Image[0], (float)answer["embedding"]![0]!, 1e-3f);
        Assert.Equal(expected.Scales.Count, answer["scales"]!.AsArray().Count);
        Assert.Contains("no embedding", await (await _server.PostAsync("v1/embed?metric=niqe", Answers.Sample("coffee.png"))).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/score?metric=nope", HttpStatusCode.BadRequest, "there is no metric 'nope' here: musiq, iqt")]
    [InlineData("v1/score?metric=ssim", HttpStatusCode.BadRequest, "needs a reference")]
    [InlineData("v1/compare", HttpStatusCode.BadRequest, "no file in the field 'reference'")]
    [InlineData("v1/map?metric=iqt", HttpStatusCode.BadRequest, "needs a reference")]
    public async Task A_request_that_cannot_be_answered_has_the_reason(string path, HttpStatusCode status, string reason) =>
        Assert.Contains(reason, await (await _server.PostAsync(path, Answers.Sample("coffee.png"))).ProblemAsync(status), StringComparison.Ordinal);

    [Theory]
    [InlineData("hello", "not an image: the file is text")]
    [InlineData("", "the file is empty")]
    [InlineData("\u0089PNG\r\n\u001a\n", "PNG")]
    public async Task What_is_no_image_is_named(string body, string reason) =>
        Assert.Contains(reason, await (await _server.PostAsync("v1/score", System.Text.Encoding.Latin1.GetBytes(body))).ProblemAsync(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

    [Theory]
    [InlineData("multipart/form-data", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/mixed; boundary=x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", HttpStatusCode.BadRequest)]
    public async Task A_form_that_is_none_is_refused(string type, HttpStatusCode status)
    {
        using var content = new ByteArrayContent("--y\r\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _server.Client.PostAsync(new Uri("v1/score", UriKind.Relative), content, TestContext.Current.CancellationToken);
        await response.ProblemAsync(status);
    }

    [Fact]
    public async Task The_metrics_and_the_interface_are_described()
    {
        var stop = TestContext.Current.CancellationToken;
        var metrics = JsonNode.Parse(await _server.Client.GetStringAsync(new Uri("v1/metrics", UriKind.Relative), stop))!.AsArray();
        Assert.Equal(("musiq", "musiq-s", "none"), ((string)metrics[0]!["name"]!, (string)metrics[0]!["model"]!, (string)metrics[0]!["reference"]!));
        Assert.Equal("pristine", (string)metrics.Single(metric => (string)metric!["name"]! == "ssim")!["reference"]!);
        var paths = JsonNode.Parse(await _server.Client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), stop))!["paths"]!.AsObject();
        Assert.All(new[] { "/v1/score", "/v1/compare", "/v1/map", "/v1/embed" }, path => Assert.Contains("multipart/form-data", paths[path]!["post"]!["requestBody"]!.ToJsonString(), StringComparison.Ordinal));
        Assert.Contains("scalar", await _server.Client.GetStringAsync(new Uri("docs/", UriKind.Relative), stop), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Prometheus_and_an_orchestrator_get_what_they_ask_for()
    {
        var stop = TestContext.Current.CancellationToken;
        await _server.PostAsync("v1/score?metric=niqe", Answers.Sample("coffee.png"));
        var text = await _server.Client.GetStringAsync(new Uri("metrics", UriKind.Relative), stop);
        Assert.Matches("""iqasharp_images_total\{[^}]*metric="niqe"[^}]*outcome="scored"[^}]*\} [1-9]""", text);
        Assert.Contains("iqasharp_server_admitted", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        foreach (var path in new[] { "healthz", "readyz" })
        {
            Assert.Equal("Healthy", await _server.Client.GetStringAsync(new Uri(path, UriKind.Relative), stop));
        }
    }
}

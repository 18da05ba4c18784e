using System.Diagnostics;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Server.Page;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Server.Tests.Pages;

/// <summary>The page without a server: the browser computes.</summary>
public sealed class StaticPageTests(StaticHost host, Browser browser)
{
    private const double PngTolerance = 0.2;
    private const double JpegTolerance = 1; // the browser's decoder differs
    private const int Timed = 12;

    /// <summary>A quiet machine's two cores score the first picture within 5 seconds, and then 2 a second (docs/server.md); a busy one is given more time.</summary>
    [Fact]
    public async Task Ten_files_have_the_command_s_scores_and_nothing_leaves_the_host()
    {
        var address = await host.AddressAsync();
        var page = await browser.OpenAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        var clock = Stopwatch.StartNew();
        await page.GotoAsync(address);
        await page.DropAsync([Seen.TenFiles[0]]);
        await page.ScoresAsync(1);
        TestContext.Current.TestOutputHelper!.WriteLine($"first score after {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);

        await page.DropAsync([.. Seen.TenFiles.Skip(1)]);
        var scores = await page.ScoresAsync(Seen.TenFiles.Count);
        using var metric = Metric.Load("musiq");
        Assert.All(Seen.TenFiles.SkipLast(1), file => Assert.Equal(metric.Score(file.Path).Value, scores[file.Name]!.Value, file.Name.EndsWith(".jpg", StringComparison.Ordinal) ? JpegTolerance : PngTolerance));
        Assert.Null(scores["notes.png"]);
        Assert.Equal("not a picture that this browser can read", await page.TextContentAsync("tr.failed .note"));
        await page.AssertAccessibleAsync();
        await page.KeepAsync("static-table");
        Assert.All(requests, request => Assert.True(request.StartsWith(address, StringComparison.Ordinal) || request.StartsWith("blob:", StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal), request));
    }

    [Fact]
    public async Task A_pair_has_the_command_s_score()
    {
        var address = await host.AddressAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);
        await page.SetInputFilesAsync("#original", Repository.Sample("coffee.png"));
        await page.SetInputFilesAsync("#files", [Repository.Sample("coffee-q20.png")]);
        await page.WaitForFunctionAsync("() => /iqt-s/.test(document.querySelector('#table td.fidelity')?.textContent)");
        var text = await page.TextContentAsync("#table td.fidelity");
        using var metric = Metric.Load("iqt");
        var expected = metric.Score(Repository.Sample("coffee-q20.png"), Repository.Sample("coffee.png")).Value;
        Assert.Equal(expected, double.Parse(text!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), PngTolerance);
    }

    [Fact]
    public async Task A_picture_opens_with_its_map_and_the_report_opens_by_itself()
    {
        var address = await host.AddressAsync();
        using var folder = new TemporaryFolder();
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);
        await page.DropAsync([("q20.png", Repository.Sample("coffee-q20.png")), ("<b>&.jpg", Repository.Sample("rocket.jpg")), ("notes.png", Repository.Sample("README.md"))]);
        await page.ScoresAsync(3);
        await page.ClickAsync("tr:has-text('q20.png') .name");
        await page.WaitForSelectorAsync("#viewer canvas");
        await page.KeepAsync("static-map");
        await page.Keyboard.PressAsync("Escape");

        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#save-report"));
        var report = folder["report.html"];
        await download.SaveAsAsync(report);
        var faults = new List<string>();
        var opened = await browser.OpenAsync();
        opened.PageError += (_, error) => faults.Add(error);
        await opened.GotoAsync($"file://{report}");
        await opened.WaitForSelectorAsync("#gallery img");
        Assert.Equal(3, await opened.EvaluateAsync<int>("() => document.querySelectorAll('#gallery li').length"));
        await opened.AssertAccessibleAsync();
        await opened.KeepAsync("static-report");
        Assert.Empty(faults);
    }

    /// <summary>Photographs of 512×384: how many a second, by the page's own clock.</summary>
    [Fact]
    public async Task Photographs_are_scored_at_a_steady_pace()
    {
        var address = await host.AddressAsync();
        using var folder = new TemporaryFolder();
        var photo = folder["photo.png"];
        Photograph().Save(photo);
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("html[data-ready]");
        await page.DropAsync([("warm-1.png", photo), ("warm-2.png", photo)]); // both workers load their models
        await page.ScoresAsync(2);
        var clock = Stopwatch.StartNew();
        await page.DropAsync([.. Enumerable.Range(0, Timed).Select(i => ($"{i}.png", photo))]);
        await page.ScoresAsync(Timed + 2);
        var pace = Timed / clock.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{pace:0.0} photographs of 512×384 a second");
        Assert.InRange(pace, 0.2, double.MaxValue);
    }

    [Fact]
    public async Task A_model_that_the_page_cannot_feed_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<BadInputException>(() => StaticPage.WriteAsync(folder.Path, "ckdn", folder.Path, TestContext.Current.CancellationToken));
        Assert.StartsWith("ckdn: the page knows how to feed", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<BadInputException>(() => StaticPage.WriteAsync(folder.Path, "musiq", folder.Path, TestContext.Current.CancellationToken));
        Assert.Contains("has no ort.wasm.min.mjs", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The middle of a sample, 512×384.</summary>
    private static Imaging.Image Photograph()
    {
        const int Width = 512, Height = 384;
        var sample = Imaging.Image.Load(Repository.Sample("rocket.jpg"));
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            sample.Pixels.Slice((((y + 20) * sample.Width) + 60) * 3, Width * 3).CopyTo(pixels.AsSpan(y * Width * 3));
        }

        return new Imaging.Image(Width, Height, pixels);
    }
}

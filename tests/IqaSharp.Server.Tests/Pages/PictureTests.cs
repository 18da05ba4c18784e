using IqaSharp.Tests;
using Microsoft.Playwright;
using Xunit;

namespace IqaSharp.Server.Tests.Pages;

/// <summary>Makes the pictures of the documentation where <c>IQA_WRITE_PICTURES</c> names the folder of what the command wrote; docs/screenshots.sh does.</summary>
public sealed class PictureTests(DefaultServer shared, Browser browser)
{
    private const int Quality = 80;

    private static readonly string? Written = Environment.GetEnvironmentVariable("IQA_WRITE_PICTURES");

    [Fact]
    public async Task The_pictures_of_the_documentation_are_those_of_the_pages()
    {
        Assert.SkipWhen(Written is null, "writes docs/pictures");
        var page = await OpenAsync(1000, 640);
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.SetInputFilesAsync("#files", [.. Seen.TenFiles.Take(6).Select(file => file.Path)]);
        await page.ScoresAsync(6);
        await page.ClickAsync("th.score button");
        await SaveAsync(page, "page");
        await page.ClickAsync("tr[data-index='0'] .name");
        await page.WaitForSelectorAsync("#viewer canvas");
        await SaveAsync(page, "page-map");
        await page.Keyboard.PressAsync("Escape");
        await page.CheckAsync("tr[data-index='0'] input");
        await page.CheckAsync("tr:has-text('coffee.png') input");
        await page.ClickAsync("#compare");
        await page.WaitForSelectorAsync("#viewer .slider");
        await SaveAsync(page, "page-slider");
    }

    [Fact]
    public async Task The_pictures_of_the_documentation_are_those_of_the_command()
    {
        Assert.SkipWhen(Written is null, "writes docs/pictures");
        var report = await OpenAsync(1000, 760);
        await report.GotoAsync($"file://{Written}/report.html");
        await report.WaitForSelectorAsync("#gallery img");
        await SaveAsync(report, "report");
        foreach (var name in new[] { "map", "map-difference" })
        {
            var map = await OpenAsync(640, 480);
            await map.GotoAsync($"file://{Written}/{name}.png");
            var side = await map.EvaluateAsync<int[]>("() => [document.images[0].naturalWidth, document.images[0].naturalHeight]");
            await map.SetViewportSizeAsync(side[0], side[1]);
            await SaveAsync(map, name);
        }

        var explanation = await OpenAsync(760, 300);
        await explanation.SetContentAsync("<pre style='margin: 16px; font: 14px/1.5 monospace'></pre>");
        await explanation.EvaluateAsync("(text) => { document.querySelector('pre').textContent = '$ iqa explain samples/coffee-q20.png\\n' + text; }", await File.ReadAllTextAsync(Path.Combine(Written!, "explain.txt"), TestContext.Current.CancellationToken));
        await SaveAsync(explanation, "explain");
    }

    private Task<IPage> OpenAsync(int width, int height) => browser.OpenAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = width, Height = height }, ColorScheme = ColorScheme.Light });

    /// <summary>As WebP, which Playwright itself does not write.</summary>
    private static async Task SaveAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => Promise.all([...document.images].map((image) => image.decode().catch(() => {})))");
        var session = await page.Context.NewCDPSessionAsync(page);
        var shot = await session.SendAsync("Page.captureScreenshot", new Dictionary<string, object> { ["format"] = "webp", ["quality"] = Quality });
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "pictures")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.webp"), shot!.Value.GetProperty("data").GetBytesFromBase64(), TestContext.Current.CancellationToken);
    }
}

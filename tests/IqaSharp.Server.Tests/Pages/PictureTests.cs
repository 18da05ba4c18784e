using IqaSharp.Tests;
using Microsoft.Playwright;
using Xunit;

namespace IqaSharp.Server.Tests.Pages;

/// <summary>Makes the pictures of the documentation where <c>IQA_WRITE_PICTURES</c> is 1; docs/screenshots.sh runs it.</summary>
public sealed class PictureTests(DefaultServer shared, Browser browser)
{
    private const int Quality = 80;

    [Fact]
    public async Task The_pictures_of_the_documentation_are_those_of_the_pages()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("IQA_WRITE_PICTURES") == "1", "writes docs/pictures");
        var page = await browser.OpenAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = 1000, Height = 640 }, ColorScheme = ColorScheme.Light });
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

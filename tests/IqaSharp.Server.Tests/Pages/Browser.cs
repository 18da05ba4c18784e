using IqaSharp.Server.Tests.Pages;
using IqaSharp.Tests;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser))]

namespace IqaSharp.Server.Tests.Pages;

/// <summary>The system's Chromium, driven by Playwright.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    /// <summary>A new page; a test is skipped where there is no browser.</summary>
    /// <param name="options">Language, size, colours.</param>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var chromium = Find();
        Assert.SkipWhen(chromium is null, "needs Chromium on the PATH, or IQA_CHROMIUM");
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await _browser.NewContextAsync(options ?? new() { Locale = "en-GB" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(180_000); // a machine with other work
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("IQA_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}

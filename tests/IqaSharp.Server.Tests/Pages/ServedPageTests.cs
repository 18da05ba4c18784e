using IqaSharp.Metrics;
using IqaSharp.Server.Access;
using IqaSharp.Tests;
using Microsoft.Playwright;
using Xunit;

namespace IqaSharp.Server.Tests.Pages;

/// <summary>The page that the server shows.</summary>
public sealed class ServedPageTests(DefaultServer shared, Browser browser) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_files_are_dropped_and_sorted_and_a_bad_one_has_its_reason()
    {
        var page = await browser.OpenAsync();
        var faults = Faults(page);
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.DropAsync(Seen.TenFiles);
        var scores = await page.ScoresAsync(Seen.TenFiles.Count);
        using var metric = Metric.Load("musiq");
        foreach (var (name, path) in Seen.TenFiles)
        {
            if (name == "notes.png")
            {
                Assert.Null(scores[name]);
            }
            else
            {
                Assert.Equal(metric.Score(path).Value, scores[name]!.Value, 0.06);
            }
        }

        Assert.EndsWith(": not an image: the file is text", await page.TextContentAsync("tr.failed .note"), StringComparison.Ordinal);
        await page.ClickAsync("th.score button");
        Assert.Equal(scores.Values.OfType<double>().Min(), (await page.ScoresAsync(10)).Values.OfType<double>().First());
        await page.AssertAccessibleAsync();
        await page.KeepAsync("served-table");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_picture_opens_with_its_map()
    {
        var (page, faults) = await ThreeCoffeesAsync();
        await page.FocusAsync("tr[data-index='0']");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#viewer canvas");
        await page.AssertAccessibleAsync();
        await page.KeepAsync("served-map");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Two_pictures_are_compared()
    {
        var (page, faults) = await ThreeCoffeesAsync();
        await page.CheckAsync("tr[data-index='0'] input");
        await page.CheckAsync("tr[data-index='1'] input");
        await page.ClickAsync("#compare");
        await page.WaitForSelectorAsync("#viewer .slider input[type=range]");
        await page.KeepAsync("served-slider");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task An_original_gives_every_picture_a_comparison()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.SetInputFilesAsync("#original", Repository.Sample("coffee.png"));
        await page.SetInputFilesAsync("#files", [Repository.Sample("coffee-q20.png"), Repository.Sample("coffee.png")]);
        await page.ScoresAsync(2);
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('#table .fidelity')].filter((cell) => /ssim 1\\.00/.test(cell.textContent)).length === 1");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task The_table_is_saved_as_the_command_writes_it()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.SetInputFilesAsync("#files", [Repository.Sample("coffee.png"), Repository.Sample("rocket.jpg")]);
        await page.ScoresAsync(2);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#save-csv"));
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Trim('\uFEFF', '\n').Split('\n');
        Assert.Equal("image,metric,score,distribution,error,note,low,high,familiarity,unfamiliar", lines[0]);
        Assert.Matches(@"^coffee\.png,musiq-s,\d", lines[1]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task The_page_speaks_Chinese_and_is_dark_where_the_system_is()
    {
        var page = await browser.OpenAsync(new BrowserNewContextOptions { Locale = "zh-CN", ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.SetInputFilesAsync("#files", [Repository.Sample("coffee.png"), Repository.Sample("coffee-blur.png")]);
        await page.ScoresAsync(2);
        Assert.Equal("zh-CN", await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("选择图片", await page.TextContentAsync("#choose-files"));
        await page.AssertAccessibleAsync();
        await page.KeepAsync("served-chinese-dark");
        await page.SelectOptionAsync("#language", "en");
        Assert.Equal("Choose pictures", await page.TextContentAsync("#choose-files"));
    }

    [Fact]
    public async Task A_server_with_keys_is_opened_with_one()
    {
        var keys = ApiKeys.Read(_folder.Write("keys.txt", "a-key-of-24-characters-1\n"u8));
        await using var server = await RunningServer.StartAsync(new ServerOptions { Metrics = ["niqe"], Keys = keys });
        var page = await browser.OpenAsync();
        await page.GotoAsync(server.Address.ToString());
        await page.WaitForSelectorAsync("#key-dialog[open]");
        await page.AssertAccessibleAsync();
        await page.FillAsync("#key", "a-key-of-24-characters-1");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("html[data-ready]");
        await page.SetInputFilesAsync("#files", Repository.Sample("coffee.png"));
        Assert.NotNull((await page.ScoresAsync(1))["coffee.png"]);
    }

    /// <summary>The page with the samples of the coffee and their scores, and the faults that it has and will have.</summary>
    private async Task<(IPage Page, List<string> Faults)> ThreeCoffeesAsync()
    {
        var page = await browser.OpenAsync();
        var faults = Faults(page);
        await page.GotoAsync(shared.Server.Address.ToString());
        await page.DropAsync([.. Seen.TenFiles.Where(file => file.Name.StartsWith("coffee", StringComparison.Ordinal))]);
        await page.ScoresAsync(3);
        return (page, faults);
    }

    /// <summary>Errors of scripts, and requests that leave the server.</summary>
    private List<string> Faults(IPage page)
    {
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) => faults.AddRange(message.Type == "error" && !message.Text.Contains("422", StringComparison.Ordinal) ? [message.Text] : []); // that of a file that is no image
        page.Request += (_, request) => faults.AddRange(request.Url.StartsWith(shared.Server.Address.ToString(), StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal) ? [] : [request.Url]);
        return faults;
    }
}

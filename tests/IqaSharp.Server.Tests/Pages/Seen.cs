using System.Globalization;
using Deque.AxeCore.Playwright;
using IqaSharp.Tests;
using Microsoft.Playwright;
using Xunit;

namespace IqaSharp.Server.Tests.Pages;

/// <summary>What a test does with a page and sees on it.</summary>
internal static class Seen
{
    /// <summary>Nine photographs and a file that is none.</summary>
    public static IReadOnlyList<(string Name, string Path)> TenFiles { get; } =
    [
        .. new[] { "astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg" }.Select(name => (name, Repository.Sample(name))),
        .. new[] { "coffee.png", "chelsea.png", "rocket.jpg" }.Select(name => ($"copy-of-{name}", Repository.Sample(name))),
        ("notes.png", Repository.Sample("README.md")),
    ];

    /// <summary>Drops files on the page, as from a folder's window.</summary>
    public static async Task DropAsync(this IPage page, IReadOnlyList<(string Name, string Path)> files)
    {
        var contents = files.Select(file => new { name = file.Name, bytes = Convert.ToBase64String(File.ReadAllBytes(file.Path)) }).ToArray();
        var transfer = await page.EvaluateHandleAsync(
            """
            (files) => {
              const transfer = new DataTransfer();
              for (const { name, bytes } of files) {
                const type = name.endsWith(".jpg") ? "image/jpeg" : "image/png";
                transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
              }
              return transfer;
            }
            """,
            contents);
        await page.DispatchEventAsync("#drop", "drop", new { dataTransfer = transfer });
    }

    /// <summary>Waits until all files have a score or a reason, and gives the scores of the table by name.</summary>
    public static async Task<Dictionary<string, double?>> ScoresAsync(this IPage page, int files)
    {
        await page.WaitForFunctionAsync("(n) => [...document.querySelectorAll('#table tr[data-index]')].filter((row) => /^[\\d–]/.test(row.querySelector('.score').textContent)).length >= n", files);
        var rows = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#table tr[data-index]')].map((row) => row.querySelector('.name').textContent + '\\t' + row.querySelector('.score').textContent)");
        return rows.Select(row => row.Split('\t')).ToDictionary(cells => cells[0], cells => double.TryParse(cells[1], CultureInfo.InvariantCulture, out var score) ? score : (double?)null);
    }

    /// <summary>Keeps a screenshot as an artefact.</summary>
    public static Task KeepAsync(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Screenshots, $"{name}.png") });

    /// <summary>No violation of the rules that axe checks.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using IqaSharp.Metrics;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Packages.Tests;

/// <summary>The examples do what they say.</summary>
public sealed class ExampleTests(PackageFeed feed)
{
    [Fact]
    public async Task The_console_example_lists_the_worst_first()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ScoreFolder.dll");
        var lines = (await ProgramRun.RequireAsync(feed.Folder("console", ("empty.txt", "")), "dotnet", program, Path.Combine(Repository.Root, "samples"), Repository.Sample("coffee.png"))).Split('\n').Select(line => line.Trim()).ToList();
        Assert.Matches("^musiq-s: 0 to 100, higher is better$", lines[0]);
        Assert.Matches(@"^30\.05  coffee-blur\.png$", lines[1]);
        Assert.Matches(@"^82\.94  rocket\.jpg$", lines[6]);
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^99\.\d\d  coffee\.png against coffee\.png$"));
        Assert.Contains("sharpness of flat grey: 0.00", lines);
    }

    /// <summary>A graph of the default model, run by ONNX Runtime's build for browsers, on inputs that the example prepares by itself.</summary>
    [Fact]
    public async Task The_javascript_example_gives_the_library_s_scores()
    {
        var example = Path.Combine(Repository.Root, "examples", "javascript");
        var folder = feed.Folder("javascript", [.. Directory.EnumerateFiles(example).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))]);
        Assert.SkipUnless(await Works(folder, "node", "--version"), "needs Node.js");
        Assert.SkipUnless(await Works(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts"), "needs the packages of npm");
        await ProgramRun.RequireAsync(folder, "dotnet", BuiltCommand.Path, "export", "musiq", "-o", "musiq.onnx", "--standard-ops");
        string[] photos = [Repository.Sample("coffee-q20.png"), Repository.Sample("chelsea.png")];
        var lines = (await ProgramRun.RequireAsync(folder, "node", ["score.mjs", "musiq.onnx", .. photos])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        using var metric = Metric.Load("musiq");
        Assert.Equal(photos.Length, lines.Length);
        foreach (var (line, photo) in lines.Zip(photos))
        {
            Assert.Equal(metric.Score(photo).Value, double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture), 1e-3);
        }
    }

    private static async Task<bool> Works(string folder, string program, params string[] arguments)
    {
        try
        {
            await ProgramRun.RequireAsync(folder, program, arguments);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }
}

using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Packages.Tests;

/// <summary>The command, installed as a .NET tool.</summary>
public sealed class ToolPackageTests(PackageFeed feed)
{
    [Fact]
    public async Task The_tool_installs_scores_a_photograph_and_is_removed()
    {
        var folder = feed.Folder("tool", ("empty.txt", ""));
        await ProgramRun.RequireAsync(folder, "dotnet", "tool", "install", "iqa", "--version", feed.Version, "--tool-path", "bin", "--add-source", feed.Packages);
        var iqa = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "iqa.exe" : "iqa");
        Assert.Matches(@"rocket\.jpg\s+musiq-s\s+(82\.9|83\.2)", await ProgramRun.RequireAsync(folder, iqa, "score", Repository.Sample("rocket.jpg")));
        Assert.Matches("musiq-s", await ProgramRun.RequireAsync(folder, iqa, "models"));
        Assert.Matches("iqa|0\\.", await ProgramRun.RequireAsync(folder, iqa, "--version"));

        await ProgramRun.RequireAsync(folder, "dotnet", "tool", "uninstall", "iqa", "--tool-path", "bin");
        Assert.False(File.Exists(iqa));
    }
}

using System.Text.RegularExpressions;
using Xunit;

namespace IqaSharp.Tests.Conventions;

/// <summary>What the commands print goes through one place, which escapes control characters and turns faults of the output into one line.</summary>
public partial class TerminalTests
{
    // They draw over a line of a terminal, from numbers and our own words.
    private static readonly string[] Drawing = ["ProgressLine", "TransferLine", "ConsoleView", "Terminal"];

    [Fact]
    public void Nothing_else_writes_to_the_console() =>
        Assert.Empty(
            from file in SourceFile.In("src")
            where !Drawing.Contains(file.Name)
            from line in file.Code.Split('\n').Index()
            where ConsoleWrite().IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}");

    [GeneratedRegex(@"\b(?:Console\.(?:Write|Error\.Write|Out\.Write)|AnsiConsole\.)")]
    private static partial Regex ConsoleWrite();
}

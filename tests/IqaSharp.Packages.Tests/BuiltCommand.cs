namespace IqaSharp.Packages.Tests;

/// <summary>The command as it was built with these tests.</summary>
internal static class BuiltCommand
{
    public static string Path { get; } = Directory
        .EnumerateFiles(System.IO.Path.Combine(IqaSharp.Tests.Repository.Root, "src", "IqaSharp.Cli", "bin", PackageFeed.Configuration), "iqa.dll", SearchOption.AllDirectories)
        .First(file => !file.Contains("publish", StringComparison.Ordinal));
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using IqaSharp.Metrics;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Packages.Tests;

/// <summary>The library's package in applications outside the checkout.</summary>
public sealed partial class LibraryPackageTests(PackageFeed feed)
{
    private const double LargestSize = 75e6;

    private const string ScoresFive =
        """
        using IqaSharp.Metrics;

        foreach (var (name, reference) in new[] { ("musiq", null), ("iqt", args[0]), ("ckdn", args[0]), ("ssim", args[0]), ("niqe", (string?)null) })
        {
            using var metric = Metric.Load(name);
            Console.WriteLine(FormattableString.Invariant($"{name} {(reference is null ? metric.Score(args[0]) : metric.Score(args[0], reference)).Value:0.000}"));
        }
        """;

    /// <summary>The C# of the README, as it stands there.</summary>
    [Fact]
    public async Task The_examples_of_the_readme_run_in_a_new_application()
    {
        var folder = feed.Folder("readme", ("app.csproj", feed.Project("IqaSharp")), ("Program.cs", string.Join('\n', Examples("README.md"))));
        foreach (var (sample, name) in new[] { ("rocket.jpg", "photo.jpg"), ("rocket.jpg", "photos/a.jpg"), ("chelsea.png", "photos/b.png"), ("coffee.png", "original.png"), ("coffee-q20.png", "a.png"), ("coffee-blur.png", "b.png") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.Copy(Repository.Sample(sample), Path.Combine(folder, name));
        }

        await ProgramRun.RequireAsync(folder, "dotnet", "build", "-c", "Release", "-o", "out", "--nologo");
        var lines = (await ProgramRun.RequireAsync(folder, "dotnet", Path.Combine("out", "app.dll"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(double.Parse(lines[0], CultureInfo.InvariantCulture), 80, 90);
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^photos.a\.jpg: 82\.94"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^photos.b\.png: \d"));
    }

    /// <summary>Everything in one trimmed file, with the models and native libraries beside it: nothing that a score needs may be trimmed.</summary>
    [Fact]
    public async Task A_trimmed_single_file_gives_the_same_scores()
    {
        var more = """
            <PropertyGroup>
              <OutputType>Exe</OutputType>
              <PublishSingleFile>true</PublishSingleFile>
              <PublishTrimmed>true</PublishTrimmed>
              <SelfContained>true</SelfContained>
              <InvariantGlobalization>true</InvariantGlobalization>
            </PropertyGroup>
            """;
        var folder = feed.Folder("single", ("app.csproj", feed.Project("IqaSharp", more: more)), ("Program.cs", ScoresFive));
        await ProgramRun.RequireAsync(folder, "dotnet", "publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out", "--nologo");
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(folder, "out")), file => Path.GetFileName(file).StartsWith("IqaSharp", StringComparison.Ordinal));
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "app.exe" : "app");
        var photo = Repository.Sample("coffee-q20.png");
        Assert.Equal(Expected(photo), await ProgramRun.RequireAsync(folder, program, photo));
    }

    /// <summary>An application that reaches the package through a library of its own; published for one platform.</summary>
    [Fact]
    public async Task An_application_gets_the_models_through_a_library_and_stays_small()
    {
        var reference = """
            <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup><ProjectReference Include="../library/library.csproj" /></ItemGroup>
            """;
        var folder = feed.Folder(
            "through",
            ("library/library.csproj", feed.Project("IqaSharp", more: "")),
            ("library/Gate.cs", "public static class Gate { public static double Score(string path) { using var metric = IqaSharp.Metrics.Metric.Load(\"musiq\"); return metric.Score(path).Value; } }"),
            ("app/app.csproj", feed.Project(null, more: reference)),
            ("app/Program.cs", "Console.WriteLine(Gate.Score(args[0]) > 80);"));
        await ProgramRun.RequireAsync(folder, "dotnet", "publish", "app", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", "out", "--nologo");
        Assert.Equal("True", (await ProgramRun.RequireAsync(folder, "dotnet", Path.Combine("out", "app.dll"), Repository.Sample("rocket.jpg"))).Trim());

        var size = Directory.EnumerateFiles(Path.Combine(folder, "out"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        TestContext.Current.TestOutputHelper!.WriteLine($"published: {size / 1e6:0.0} MB");
        Assert.InRange(size, 1, OperatingSystem.IsMacOS() ? LargestSize + 15e6 : LargestSize); // ONNX Runtime of macOS is larger
    }

    [Fact]
    public void The_readme_in_Chinese_has_the_same_examples() =>
        Assert.Equal(Examples("README.md").Select(block => Comment().Replace(block, "")), Examples("README.zh-CN.md").Select(block => Comment().Replace(block, "")));

    /// <summary>The blocks of C# that make one program: all but the service.</summary>
    private static IEnumerable<string> Examples(string readme) =>
        CSharp().Matches(File.ReadAllText(Path.Combine(Repository.Root, readme)).ReplaceLineEndings("\n"))
            .Select(match => match.Groups[1].Value)
            .Where(code => !code.Contains("WebApplication", StringComparison.Ordinal));

    /// <summary>What the library of this checkout gives.</summary>
    private static string Expected(string photo)
    {
        var lines = new[] { ("musiq", false), ("iqt", true), ("ckdn", true), ("ssim", true), ("niqe", false) }.Select(metric =>
        {
            var (name, withReference) = metric;
            using var loaded = Metric.Load(name);
            return FormattableString.Invariant($"{name} {(withReference ? loaded.Score(photo, photo) : loaded.Score(photo)).Value:0.000}");
        });
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    [GeneratedRegex(" +//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using IqaSharp.Packages.Tests;
using IqaSharp.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace IqaSharp.Packages.Tests;

/// <summary>The packages of this checkout in a folder that NuGet restores from, and folders for applications that use them. All is removed in the end.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    internal static readonly string Configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly TemporaryFolder _folder = new();

    /// <summary>A version that no other run has, so that nothing comes from NuGet's cache of packages.</summary>
    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}";

    /// <summary>The packages.</summary>
    public string Packages => _folder["feed"];

    /// <summary>NuGet's settings that name this feed in addition to the user's.</summary>
    public string Settings => _folder["NuGet.config"];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        await File.WriteAllTextAsync(Settings, $"""<configuration><packageSources><add key="tests" value="{Packages}" /></packageSources></configuration>""");
        foreach (var project in new[] { "IqaSharp", "IqaSharp.Extensions", "IqaSharp.Cli" })
        {
            await ProgramRun.RequireAsync(
                Repository.Root, "dotnet", "pack", Path.Combine("src", project), "-c", Configuration, "--no-build", "-o", Packages, "--nologo",
                $"-p:MinVerVersionOverride={Version}", $"-p:ToolPackageRuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}");
        }
    }

    /// <summary>A folder below this one, which is outside the checkout, with the given files.</summary>
    public string Folder(string name, params (string Name, string Text)[] files)
    {
        var folder = _folder[name];
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return folder;
    }

    /// <summary>The project file of a new application.</summary>
    /// <param name="package">The package that it uses; null for none.</param>
    /// <param name="sdk">Its SDK.</param>
    /// <param name="more">More elements.</param>
    public string Project(string? package, string sdk = "Microsoft.NET.Sdk", string more = "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>") =>
        $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          {(package is null ? "" : $"""<ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>""")}
          {more}
        </Project>
        """;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var restored in Directory.EnumerateDirectories(cache, "iqa*").Select(package => Path.Combine(package, Version)).Where(Directory.Exists))
        {
            Directory.Delete(restored, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}

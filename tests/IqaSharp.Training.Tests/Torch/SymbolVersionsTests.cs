using IqaSharp.Training.Torch;
using Xunit;

namespace IqaSharp.Training.Tests.Torch;

public class SymbolVersionsTests
{
    private static readonly string? Library = Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).FirstOrDefault();

    /// <summary>One flag changes, and once: what is weak stays weak.</summary>
    [Fact]
    public void A_requirement_becomes_weak_and_nothing_else_changes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files are Linux's");
        var original = File.ReadAllBytes(Library!);
        var relaxed = original.ToArray();
        SymbolVersions.Relax(relaxed, "GLIBCXX_3.4.32");
        var changed = Enumerable.Range(0, original.Length).Where(i => original[i] != relaxed[i]).ToList();
        Assert.Equal(2, relaxed[Assert.Single(changed)] ^ original[changed[0]]);
        var again = relaxed.ToArray();
        SymbolVersions.Relax(again, "GLIBCXX_3.4.32");
        Assert.Equal(relaxed, again);
    }

    [Fact]
    public void A_version_that_is_not_required_changes_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files are Linux's");
        var original = File.ReadAllBytes(Library!);
        var same = original.ToArray();
        SymbolVersions.Relax(same, "GLIBCXX_9.9.99");
        Assert.Equal(original, same);
    }

    [Fact]
    public void What_is_no_library_stays()
    {
        byte[] text = [.. "#!/bin/sh"u8];
        var same = text.ToArray();
        SymbolVersions.Relax(same, "GLIBCXX_3.4.32");
        Assert.Equal(text, same);
    }
}

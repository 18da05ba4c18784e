using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Core;

/// <summary>What is no regular file is in the tests of the command, which can make devices and FIFOs.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_when_the_new_one_is_complete()
    {
        var path = _folder.Write("a", "old"u8);
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new and"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            stream.Write(" longer"u8);
        });
        Assert.Equal("new and longer", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_stays_where_writing_fails()
    {
        var path = _folder.Write("a", "old"u8);
        Assert.Throws<BadInputException>(() => AtomicFile.Write(path, _ => throw new IOException("no")));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Through_a_link_its_target_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows asks for a privilege");
        _folder.Write("below/target", "old"u8);
        File.CreateSymbolicLink(_folder["second"], "below/target");
        File.CreateSymbolicLink(_folder["first"], "second");
        AtomicFile.Write(_folder["first"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["below/target"]));
        Assert.Equal(["second", "below/target"], new[] { "first", "second" }.Select(name => new FileInfo(_folder[name]).LinkTarget));
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        var error = Assert.Throws<BadInputException>(() => AtomicFile.Write(_folder.Path, stream => stream.Write("x"u8)));
        Assert.Equal("cannot be written: it is a folder", error.Reason);
        error = Assert.Throws<BadInputException>(() => AtomicFile.Write(_folder["absent/x"], stream => stream.Write("x"u8)));
        Assert.Equal("cannot be written: there is no such folder", error.Reason);
    }

    [Theory]
    [InlineData("a\e[31mb", @"a\x1b[31mb")]
    [InlineData("a\nb\r\tc\0", @"a\nb\r\tc\x00")]
    [InlineData("\u009b\u2028\u202e\u2066", @"\x9b\u2028\u202e\u2066")]
    [InlineData("Bäume 図.png C:\\new", "Bäume 図.png C:\\new")]
    public void Messages_show_control_characters_escaped(string text, string shown)
    {
        var error = new BadInputException(text, $"is {text}");
        Assert.Equal(($"{shown}: is {shown}", text), (error.Message, error.Source));
        Assert.Equal(shown, new BadInputException("x", error.Source).Reason);
    }
}

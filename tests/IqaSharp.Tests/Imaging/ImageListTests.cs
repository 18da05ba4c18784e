using System.Text;
using IqaSharp.Core;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

public class ImageListTests
{
    [Theory]
    [InlineData("a.png\nb c.png\n", "a.png", "b c.png")]
    [InlineData("a.png\r\n\r\nb.png", "a.png", "b.png")]
    [InlineData("﻿a.png\n", "a.png")]
    [InlineData("*.png\n{a,b}.png\n ~ \n", "*.png", "{a,b}.png", " ~ ")]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Each_line_is_a_path(string list, params string[] paths) => Assert.Equal(paths, Read(list).Select(file => file.Path));

    [Fact]
    public void Paths_separated_by_NUL_may_hold_line_breaks() => Assert.Equal(["a\nb.png", "c.png"], Read("a\nb.png\0c.png\0", nul: true).Select(file => file.Path));

    [Fact]
    public void A_forgotten_option_is_advised() => Assert.Contains("separatedByNul", Assert.Throws<BadInputException>(() => Read("a.png\0b.png\0")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_list_is_refused_before_memory_is_full()
    {
        using var endless = new Endless();
        Assert.Contains("no list of paths", Assert.Throws<BadInputException>(() => ImageList.Read(endless, "list").Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_read_as_far_as_it_is_asked_for()
    {
        using var list = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a.png\n", 1_000_000))));
        Assert.Equal("a.png", ImageList.Read(list, "list").First().Path);
        Assert.True(list.Position < list.Length / 2);
    }

    private static List<ImageFile> Read(string list, bool nul = false) => [.. ImageList.Read(new MemoryStream(Encoding.UTF8.GetBytes(list)), "list", nul)];

    private sealed class Endless : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            return count;
        }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'x');
            return buffer.Length;
        }
    }
}

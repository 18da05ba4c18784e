using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>A GIF's frame on its screen, as browsers show it: the screen's size, transparent where no frame is, and never smaller than the first frame.</summary>
public class GifCanvasTests
{
    private static readonly byte[] Red = [255, 0, 0], White = [255, 255, 255];

    /// <summary>The background colour that the header names is not used.</summary>
    [Fact]
    public void A_screen_larger_than_its_frame_is_transparent_around_it()
    {
        var image = Image.Load(Gif(screen: 3, left: 1, top: 1));
        Assert.Equal((3, 3), (image.Width, image.Height));
        Assert.Equal(Enumerable.Range(0, 9).SelectMany(static i => i == 4 ? Red : White), image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_screen_without_pixels_takes_the_size_of_its_frame(int screen)
    {
        var image = Image.Load(Gif(screen, left: 0, top: 0));
        Assert.Equal((1, 1), (image.Width, image.Height));
        Assert.Equal(Red, image.Pixels.ToArray());
    }

    /// <summary>One red pixel: palette red and blue, background blue; the codes are clear, 0, end in 3 bits each.</summary>
    private static byte[] Gif(int screen, int left, int top) =>
    [
        .. "GIF89a"u8, (byte)screen, 0, (byte)screen, 0, 0x80, 1, 0, 255, 0, 0, 0, 0, 255,
        0x2C, (byte)left, 0, (byte)top, 0, 1, 0, 1, 0, 0, 2, 2, 0b01_000_100, 0b1, 0, 0x3B,
    ];
}

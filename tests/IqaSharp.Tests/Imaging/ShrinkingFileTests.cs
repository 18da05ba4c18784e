using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>A file that another program cuts off while it is read: mapped into memory, it would end the process.</summary>
public sealed class ShrinkingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".tif")]
    [InlineData(".gif")]
    [InlineData(".avif")]
    [InlineData(".bmp")]
    public async Task It_is_read_or_refused(string extension)
    {
        var (path, whole) = (_folder["a" + extension], Encoded(extension));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 24; i++)
        {
            // Longer and longer after the start, up to twice the time that it takes to decode it.
            File.WriteAllBytes(path, whole);
            var delay = TimeSpan.FromMilliseconds(i * 2);
            var cutting = Task.Run(
                async () =>
                {
                    await Task.Delay(delay, TestContext.Current.CancellationToken);
                    using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                    file.SetLength(file.Length / 50);
                },
                TestContext.Current.CancellationToken);
            try
            {
                Assert.Equal(700, Image.Load(path).Width);
                read++;
            }
            catch (BadImageException e)
            {
                Assert.Equal(path, e.Source);
                refused++;
            }

            try
            {
                await cutting;
            }
            catch (IOException)
            {
                // .NET's advisory lock: the image was open.
            }
        }

        Assert.Equal(24, read + refused);
    }

    /// <summary>700×900 pixels of noise.</summary>
    private static byte[] Encoded(string extension)
    {
        using var noise = NetVips.Image.Gaussnoise(700, 900, mean: 128, sigma: 40);
        using var bytes = noise.Cast(NetVips.Enums.BandFormat.Uchar);
        using var rgb = bytes.Bandjoin(bytes, bytes);
        using var tagged = rgb.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        return extension == ".bmp" ? Hostile.Bmp(700, 900, 24, tagged.WriteToMemory<byte>()) : tagged.WriteToBuffer(extension);
    }
}

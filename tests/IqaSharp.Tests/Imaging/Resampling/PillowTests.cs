using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using Xunit;

namespace IqaSharp.Tests.Imaging.Resampling;

/// <summary>Against Pillow 9.4 on samples/chelsea.png (451×300): the sum of all bytes, and the sum weighted with the index modulo 251.</summary>
public class PillowTests
{
    [Theory]
    [InlineData(224, 149, 11545306, 1441927927)]
    [InlineData(329, 219, 24923672, 3113625579)]
    [InlineData(902, 600, 187227630, 23401382255)]
    [InlineData(451, 100, 15600884, 1950037655)]
    [InlineData(1000, 300, 103773849, 12968145812)]
    [InlineData(7, 5, 12091, 648438)]
    [InlineData(1, 1, 341, 278)]
    public void Bicubic_agrees_with_Pillow(int width, int height, long sum, long weighted) =>
        Assert.Equal((sum, weighted), Sums(PillowBicubic.Resize(Chelsea(), width, height)));

    [Theory]
    [InlineData(224, 149, 11545519, 1441978498)]
    [InlineData(384, 256, 34005594, 4250971470)]
    [InlineData(902, 600, 187596282, 23447642114)]
    [InlineData(451, 100, 15601113, 1950122350)]
    [InlineData(7, 5, 12094, 647816)]
    [InlineData(1, 1, 340, 276)]
    public void Bilinear_agrees_with_Pillow(int width, int height, long sum, long weighted) =>
        Assert.Equal((sum, weighted), Sums(PillowBilinear.Resize(Chelsea(), width, height)));

    [Theory]
    [InlineData(224, 149, 11539503, 1440949756)]
    [InlineData(329, 219, 24932839, 3114709914)]
    [InlineData(902, 600, 187209428, 23398495937)]
    [InlineData(451, 100, 15604423, 1950560108)]
    [InlineData(1000, 300, 103776847, 12968690112)]
    [InlineData(7, 5, 12845, 707178)]
    [InlineData(1, 1, 464, 398)]
    public void Nearest_agrees_with_Pillow(int width, int height, long sum, long weighted) =>
        Assert.Equal((sum, weighted), Sums(PillowNearest.Resize(Chelsea(), width, height)));

    [Fact]
    public void The_same_size_is_the_same_image()
    {
        var image = Chelsea();
        Assert.Equal(image.Pixels, PillowBicubic.Resize(image, image.Width, image.Height).Pixels);
        Assert.Equal(image.Pixels, PillowNearest.Resize(image, image.Width, image.Height).Pixels);
    }

    /// <summary>The sums over the crops in samples/ckdn.json, which the official CKDN preprocessing gives: shorter side to 329, the middle 288×288.</summary>
    [Fact]
    public void Both_agree_with_the_preprocessing_of_CKDN()
    {
        var restored = PillowBicubic.Resize(Chelsea(), 494, 329);
        var degraded = PillowNearest.Resize(Chelsea(), 494, 329);
        Assert.Equal(27019622, CropSum(restored, 103, 20));
        Assert.Equal(27013930, CropSum(degraded, 103, 20));
    }

    private static Image Chelsea() => Image.Load(Repository.Sample("chelsea.png"));

    private static (long Sum, long Weighted) Sums(Image image)
    {
        var (sum, weighted) = (0L, 0L);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            sum += image.Pixels[i];
            weighted += image.Pixels[i] * (i % 251);
        }

        return (sum, weighted);
    }

    private static long CropSum(Image image, int left, int top)
    {
        const int Side = 288;
        var sum = 0L;
        for (var y = top; y < top + Side; y++)
        {
            foreach (var value in image.Pixels.Slice(((y * image.Width) + left) * 3, Side * 3))
            {
                sum += value;
            }
        }

        return sum;
    }
}

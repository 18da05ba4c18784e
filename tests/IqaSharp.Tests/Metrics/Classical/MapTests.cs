using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class MapTests
{
    private static readonly Image Reference = Image.Load(Repository.Sample("coffee.png"));
    private static readonly Image Distorted = Image.Load(Repository.Sample("coffee-q20.png"));

    [Fact]
    public void Ssim_is_the_mean_of_its_map()
    {
        var map = Ssim.Map(Colour.Grey(Reference), Colour.Grey(Distorted));
        Assert.Equal((590, 390), (map.Width, map.Height));
        Assert.Equal(Statistics.Mean(map), Ssim.Score(Colour.Grey(Reference), Colour.Grey(Distorted)));
    }

    [Fact]
    public void Gmsd_is_the_deviation_of_its_map()
    {
        var map = Gmsd.Map(Colour.Grey(Reference), Colour.Grey(Distorted));
        Assert.Equal((300, 200), (map.Width, map.Height));
        Assert.Equal(Statistics.StandardDeviation(map), Gmsd.Score(Colour.Grey(Reference), Colour.Grey(Distorted)));
    }

    /// <summary>A local change appears in the map there, and not beyond the window.</summary>
    [Theory]
    [InlineData("ssim")]
    [InlineData("gmsd")]
    [InlineData("mdsi")]
    [InlineData("fsim")]
    [InlineData("butteraugli")]
    public void A_change_appears_where_it_is(string metric)
    {
        var pixels = Reference.Pixels.ToArray();
        for (var y = 200; y < 240; y++)
        {
            pixels.AsSpan(3 * ((y * 600) + 300), 3 * 40).Reverse();
        }

        var changed = new Image(Reference.Width, Reference.Height, pixels);
        using var map = ClassicalMetrics.Find(metric)!.Map!(Reference, changed);
        var scale = Reference.Width / map.Width;
        Assert.True(At(320, 220) < 0.9, "where it is");
        Assert.Equal(1, At(80, 80), 1e-3);
        Assert.Equal(1, At(500, 350), 1e-3);

        float At(int x, int y)
        {
            var least = 1f;
            for (var dy = -3; dy <= 3; dy++)
            {
                for (var dx = -3; dx <= 3; dx++)
                {
                    least = Math.Min(least, map.Row((y / scale) + dy)[(x / scale) + dx]);
                }
            }

            return least;
        }
    }
}

using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using Xunit;

namespace IqaSharp.Tests.Metrics.Maps;

public class MapTests
{
    private static readonly Image Reference = Image.Load(Repository.Sample("coffee.png"));
    private static readonly Image Distorted = Image.Load(Repository.Sample("coffee-q20.png"));

    /// <summary>The left half is grey and the right half is noise: what lies left of all windows with noise scores 0, what lies right scores most.</summary>
    [Fact]
    public void A_score_map_shows_where_an_image_is_sharp()
    {
        const int Width = 400, Height = 120;
        var random = new Random(1);
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = i / 3 % Width < Width / 2 ? (byte)128 : (byte)random.Next(256);
        }

        using var sharpness = Metric.Load("laplacian");
        using var map = ScoreMap.Of(sharpness, new Image(Width, Height, pixels));
        Assert.Equal((Width, Height), (map.Width, map.Height));
        Assert.All(Enumerable.Range(0, Height), y => Assert.Equal(0, map.Row(y)[0]));
        Assert.True(map.Row(60)[250] > map.Row(60)[180]);
        Assert.True(map.Row(60)[180] > map.Row(60)[10]);
    }

    [Fact]
    public void A_small_image_is_one_window()
    {
        using var sharpness = Metric.Load("laplacian");
        var image = new Image(8, 8, [.. Enumerable.Range(0, 192).Select(i => (byte)(i * 37))]);
        using var map = ScoreMap.Of(sharpness, image);
        Assert.Equal(Enumerable.Repeat((float)sharpness.Score(image).Value, 64), map.Samples.ToArray());
    }

    [Theory]
    [InlineData("ssim")]
    [InlineData("gmsd")]
    public void A_difference_map_is_what_is_missing_to_similarity(string name)
    {
        var metric = ClassicalMetrics.Find(name)!;
        using var similarity = metric.Map!(Reference, Distorted);
        using var difference = DifferenceMap.Of(metric, Reference, Distorted)!;
        Assert.Equal(similarity.Samples.ToArray().Select(value => 1 - value), difference.Samples.ToArray());
        using var none = DifferenceMap.Of(metric, Reference, Reference)!;
        Assert.All(none.Samples.ToArray(), value => Assert.Equal(0, value, 1e-5));
    }

    [Fact]
    public void A_metric_without_a_map_has_no_difference_map() => Assert.Null(DifferenceMap.Of(ClassicalMetrics.Find("psnr")!, Reference, Distorted));

    [Fact]
    public void A_heat_map_goes_from_black_to_pale_yellow()
    {
        using var plane = new Plane(5, 1);
        new float[] { -10, 20, 40, 60, 70 }.CopyTo(plane.Samples);
        var drawn = HeatMap.Draw(plane, low: 20, high: 60);
        Assert.Equal((5, 1), (drawn.Width, drawn.Height));
        Assert.Equal([0, 0, 4, 0, 0, 4], drawn.Pixels[..6].ToArray());
        Assert.Equal([252, 255, 164, 252, 255, 164], drawn.Pixels[9..].ToArray());
    }
}

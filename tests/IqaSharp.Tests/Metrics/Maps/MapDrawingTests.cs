using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Maps;
using Xunit;

namespace IqaSharp.Tests.Metrics.Maps;

public class MapDrawingTests
{
    [Fact]
    public void Equal_steps_of_a_value_are_equal_differences_of_colour()
    {
        const int Steps = 32; // coarse enough for the rounding to bytes not to count
        var colours = Enumerable.Range(0, Steps + 1).Select(i => ColourScale.Lab(ColourScale.At((double)i / Steps))).ToList();
        var distances = colours.Zip(colours.Skip(1), (x, y) => Math.Sqrt(Math.Pow(x.L - y.L, 2) + Math.Pow(x.A - y.A, 2) + Math.Pow(x.B - y.B, 2))).ToList();
        Assert.InRange(distances.Min() / distances.Max(), 0.7, 1); // a step over a corner of the way is shorter
        Assert.All(colours.Zip(colours.Skip(1)), pair => Assert.True(pair.Second.L > pair.First.L));
    }

    [Fact]
    public void The_ends_are_black_and_pale_yellow()
    {
        Assert.Equal([(0, 0, 4), (252, 255, 164)], new[] { -1.0, 2 }.Select(ColourScale.At).Select(c => ((int)c.Red, (int)c.Green, (int)c.Blue)));
        Assert.Equal(ColourScale.At(0), ColourScale.At(double.NegativeInfinity));
    }

    /// <summary>sRGB white and black in OKLab, and the author's example of red (bottosson.github.io/posts/oklab).</summary>
    [Theory]
    [InlineData(255, 255, 255, 1, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(255, 0, 0, 0.62796, 0.22486, 0.12585)]
    public void Colours_are_compared_in_OKLab(byte red, byte green, byte blue, double l, double a, double b)
    {
        var lab = ColourScale.Lab((red, green, blue));
        Assert.Equal((l, a, b), (Math.Round(lab.L, 5), Math.Round(lab.A, 5) + 0.0, Math.Round(lab.B, 5) + 0.0));
    }

    [Fact]
    public void A_map_is_drawn_at_the_size_of_its_image()
    {
        using var plane = new Plane(2, 1);
        new float[] { 0, 1 }.CopyTo(plane.Samples);
        var drawn = HeatMap.Draw(plane, 0, 1, 40, 30);
        Assert.Equal((40, 30), (drawn.Width, drawn.Height));
        Assert.Equal([0, 0, 4], drawn.Pixels[..3].ToArray());
        Assert.Equal([252, 255, 164], drawn.Pixels[^3..].ToArray());
    }

    [Fact]
    public void An_overlay_shows_the_image_s_lightness_and_the_map_s_colour()
    {
        using var plane = new Plane(2, 1);
        new float[] { 0, 0 }.CopyTo(plane.Samples);
        var overlay = HeatMap.Overlay(new Image(2, 1, [0, 0, 0, 255, 255, 255]), plane, 0, 1);
        Assert.Equal([0, 0, 2, 102, 102, 104], overlay.Pixels.ToArray()); // 0.6 · (0, 0, 4) + 0.4 · luma
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(600, 400)]
    public void A_legend_stands_below_and_leaves_the_map_as_it_is(int width, int height)
    {
        using var plane = new Plane(width, height);
        plane.Samples.Fill(1);
        var map = HeatMap.Draw(plane, 0, 1);
        var page = MapLegend.Below(map, 0, 1, "ssim: difference <from> the reference & more");
        Assert.True(page.Width >= map.Width && page.Height > map.Height);
        Assert.Equal(map.Pixels[..3].ToArray(), page.Pixels[..3].ToArray());
        var bar = Enumerable.Range(map.Height, page.Height - map.Height).Select(y => page.Pixels.Slice(((y * page.Width) + 9) * 3, 3).ToArray()).ToList();
        Assert.Contains(bar, pixel => pixel.Sum(value => value) < 30); // its dark end
    }

    [Fact]
    public void A_contact_sheet_holds_all_images()
    {
        var red = new Image(1000, 500, [.. Enumerable.Repeat<byte[]>([255, 0, 0], 500_000).SelectMany(pixel => pixel)]);
        var blue = new Image(10, 20, [.. Enumerable.Repeat<byte[]>([0, 0, 255], 200).SelectMany(pixel => pixel)]);
        var sheet = ContactSheet.Of([("a red one", red), .. Enumerable.Repeat(("a blue one", blue), 5)]);
        var pixels = sheet.Pixels.ToArray().Chunk(3).ToList();
        Assert.Equal(5 * 200, pixels.Count(pixel => pixel is [0, 0, 255]));
        Assert.Equal(360 * 180, pixels.Count(pixel => pixel is [255, 0, 0]));
    }
}

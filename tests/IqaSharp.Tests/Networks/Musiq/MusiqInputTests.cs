using IqaSharp.Imaging;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Networks.Musiq;

public class MusiqInputTests
{
    private const int PatchLength = 3 * 32 * 32;

    /// <summary>Against samples/musiq.json, measured on the public implementations.</summary>
    [Theory]
    [InlineData("google_1")]
    [InlineData("pyiqa_1")]
    public void Tokens_agree_with_the_public_implementations(string variant) => AssertTokens(variant, Repository.Sample("musiq.json"), Repository.Sample(""));

    [Theory]
    [InlineData("google_1")]
    [InlineData("pyiqa_1")]
    public void Tokens_agree_with_the_shared_reference(string variant) => AssertTokens(variant, Shared.Find("reference/musiq.json"), Shared.Find("reference/images"));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4000)]
    [InlineData(4000, 1)]
    [InlineData(31, 33)]
    public void Any_shape_of_image_has_tokens(int width, int height)
    {
        var input = MusiqInput.Of(new Image(width, height, new byte[width * height * 3]), new MusiqConfig());
        Assert.Equal(input.Grids.Sum(g => g.Rows * g.Columns), input.Tokens);
        Assert.All(input.Positions, p => Assert.InRange(p, 0, 99));
        Assert.All(Patches(input), value => Assert.InRange(value, -1.0001f, 0f)); // black, and mid-grey around it
    }

    [Fact]
    public void Patches_are_the_same_in_any_block()
    {
        var input = MusiqInput.Of(Image.Load(Repository.Sample("chelsea.png")), new MusiqConfig());
        var whole = Patches(input);
        var block = new float[7 * PatchLength];
        for (var first = 0; first + 7 <= input.Tokens; first += 7)
        {
            input.CopyPatches(first, block);
            Assert.Equal(whole[(first * PatchLength)..][..block.Length], block);
        }
    }

    [Fact]
    public void A_limit_reduces_the_native_scale_alone()
    {
        var image = Image.Load(Repository.Sample("coffee.png"));
        var (full, limited) = (MusiqInput.Of(image, new MusiqConfig()), MusiqInput.Of(image, new MusiqConfig(), maxSide: 300));
        Assert.Equal(full.Grids.Take(2).Select(g => (g.Width, g.Height)), limited.Grids.Take(2).Select(g => (g.Width, g.Height)));
        Assert.Equal((300, 200), (limited.Grids[2].Width, limited.Grids[2].Height));
    }

    [Fact]
    public void A_limit_above_the_image_changes_nothing()
    {
        var image = Image.Load(Repository.Sample("coffee.png"));
        Assert.Equal(Patches(MusiqInput.Of(image, new MusiqConfig())), Patches(MusiqInput.Of(image, new MusiqConfig(), maxSide: 600)));
    }

    private static void AssertTokens(string variant, string json, string images)
    {
        foreach (var (_, golden) in MusiqGolden.Read(json, images).Where(entry => entry.Variant == variant))
        {
            var (input, expected) = (MusiqInput.Of(Image.Load(golden.Image), golden.Config), golden.Expected);
            Assert.Equal(expected.GetProperty("tokens").GetInt32(), input.Tokens);
            Assert.Equal(expected.GetProperty("positions_sum").GetInt64(), input.Positions.Sum());
            Assert.Equal(
                expected.GetProperty("scales").EnumerateArray().Select(scale => scale.EnumerateArray().Select(n => n.GetInt32()).ToArray()),
                input.Grids.Select(g => new[] { g.Height, g.Width, g.Rows, g.Columns }));
            Assert.Equal(expected.GetProperty("positions_first_row_of_each_scale").EnumerateArray().Select(row => row.EnumerateArray().Select(p => p.GetInt64()).ToArray()), FirstRows(input));

            var patches = Patches(input);
            Assert.All(expected.GetProperty("patch0_first8").EnumerateArray().Zip(patches), pair => Assert.Equal(pair.First.GetSingle(), pair.Second, 1e-5f));
            Close.Relative(expected.GetProperty("patches_mean").GetDouble(), patches.Average(v => (double)v));
            Close.Relative(expected.GetProperty("patches_abs_mean").GetDouble(), patches.Average(v => Math.Abs((double)v)));
        }
    }

    private static IEnumerable<long[]> FirstRows(MusiqInput input)
    {
        var start = 0;
        foreach (var grid in input.Grids)
        {
            yield return input.Positions.AsSpan(start, grid.Columns).ToArray();
            start += grid.Rows * grid.Columns;
        }
    }

    private static float[] Patches(MusiqInput input)
    {
        var patches = new float[input.Tokens * PatchLength];
        input.CopyPatches(0, patches);
        return patches;
    }
}

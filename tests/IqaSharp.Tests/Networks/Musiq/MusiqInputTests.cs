using System.Globalization;
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

    /// <summary>Of a black image every patch is known: −1 on the image, which sits in the middle of its patches, and 0 around it.</summary>
    /// <remarks>Sizes are width × height at each scale: the longer side is 224, 384 and its own; the shorter is rounded, and at least 1.</remarks>
    [Theory]
    [InlineData(1, 1, "224×224 384×384 1×1")]
    [InlineData(1, 4000, "1×224 1×384 1×4000")]
    [InlineData(4000, 1, "224×1 384×1 4000×1")]
    [InlineData(31, 33, "210×224 361×384 31×33")]
    public void A_black_image_of_any_shape_is_minus_one_in_a_frame_of_zeros(int width, int height, string sizes)
    {
        var input = MusiqInput.Of(new Image(width, height, new byte[width * height * 3]), new MusiqConfig());
        Assert.Equal(sizes, string.Join(' ', input.Grids.Select(grid => $"{grid.Width}×{grid.Height}")));

        var patches = Patches(input);
        var token = 0;
        foreach (var (scale, size) in sizes.Split(' ').Index())
        {
            var sides = size.Split('×').Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToArray();
            var (columns, rows) = ((sides[0] + 31) / 32, (sides[1] + 31) / 32);
            for (var patch = 0; patch < rows * columns; patch++, token++)
            {
                var (row, column) = (patch / columns, patch % columns);
                Assert.Equal(scale, input.Scales[token]);
                Assert.Equal((row * 10 / rows * 10) + (column * 10 / columns), input.Positions[token]);
                var expected = from channel in Enumerable.Range(0, 3)
                               from y in Enumerable.Range(row * 32, 32)
                               from x in Enumerable.Range(column * 32, 32)
                               select Inside(y, sides[1], rows * 32) && Inside(x, sides[0], columns * 32) ? -1f : 0f;
                Assert.Equal(expected, patches.Skip(token * PatchLength).Take(PatchLength), (e, value) => Math.Abs(e - value) < 1e-5f);
            }
        }

        Assert.Equal(token, input.Tokens);
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

    /// <summary>A limited native scale is what a third resized scale of that side would be, and the other two are as before.</summary>
    [Fact]
    public void A_limit_reduces_the_native_scale_alone()
    {
        var image = Image.Load(Repository.Sample("coffee.png"));
        var limited = MusiqInput.Of(image, new MusiqConfig(), maxSide: 300);
        var resized = MusiqInput.Of(image, new MusiqConfig { Scales = [224, 384, 300], Native = false });
        Assert.Equal([(224, 149), (384, 256), (300, 200)], limited.Grids.Select(g => (g.Width, g.Height)));
        Assert.Equal(Patches(resized), Patches(limited));
        Assert.Equal(resized.Positions, limited.Positions);
        Assert.Equal(resized.Scales, limited.Scales);
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

    private static bool Inside(int position, int size, int padded) => position >= (padded - size) / 2 && position < ((padded - size) / 2) + size;

    private static float[] Patches(MusiqInput input)
    {
        var patches = new float[input.Tokens * PatchLength];
        input.CopyPatches(0, patches);
        return patches;
    }
}

using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>Memory beyond the image's own. Not in parallel with other tests, which would be counted too.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private const int Side = 6000;

    /// <summary>A picture of 256 megapixels took 5.5 GB with NIQE; beyond the picture itself, none of these now allocates more than three bytes per pixel in all, of which it holds a few rows.</summary>
    [Theory]
    [InlineData("niqe")]
    [InlineData("brisque")]
    [InlineData("piqe")]
    public void A_large_picture_is_scored_a_few_rows_at_a_time(string metric)
    {
        var pixels = new byte[Side * Side * 3];
        new Random(1).NextBytes(pixels);
        var image = new Image(Side, Side, pixels);
        Score(new Image(200, 200, pixels[..(200 * 200 * 3)])); // the model is read once
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Score(image);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 3L * Side * Side);

        void Score(Image picture) => _ = metric switch
        {
            "niqe" => Niqe.Score(picture),
            "brisque" => Brisque.Score(picture),
            _ => Piqe.Score(picture),
        };
    }
}

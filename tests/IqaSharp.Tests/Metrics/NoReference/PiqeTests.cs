using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Tests.Imaging;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

public sealed class PiqeTests
{
    /// <summary>Published with two decimals.</summary>
    [Theory]
    [InlineData("I03")]
    [InlineData("I04")]
    [InlineData("I06")]
    [InlineData("I08")]
    [InlineData("I19")]
    public void Scores_are_the_published_ones(string image) => Assert.Equal(TidNumbers.Published("piqe", image), Piqe.Score(TidNumbers.Distorted(image)), 0.005);

    [Theory, MemberData(nameof(Degraded.Pristine), MemberType = typeof(Degraded))]
    public void Blur_and_noise_make_it_worse(string name)
    {
        var image = Image.Load(Fixture.Sample(name));
        var score = Piqe.Score(image);
        Assert.InRange(score, 0, 60);
        Assert.True(Piqe.Score(Degraded.Blur(image, 2)) > score);
        Assert.True(Piqe.Score(Degraded.Noise(image, 25)) > score);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(100, 37)]
    public void An_image_without_active_blocks_scores_100(int width, int height) => Assert.Equal(100, Piqe.Score(Degraded.Flat(width, height, 90)));

    [Fact]
    public void An_image_smaller_than_a_block_is_refused() =>
        Assert.Equal("image: 15×40 pixels are too few: piqe needs 16 on each side", Assert.Throws<BadImageException>(() => Piqe.Score(Degraded.Flat(15, 40, 0))).Message);
}

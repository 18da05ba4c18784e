using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Distortions;
using Xunit;

namespace IqaSharp.Training.Tests.Distortions;

public sealed class MagickJpeg2000Tests
{
    private static readonly MagickJpeg2000 Codec = new();

    [Theory]
    [InlineData("astronaut.png")]
    [InlineData("coffee.png")]
    public void A_file_is_as_small_as_the_ratio_says(string photograph)
    {
        var image = Image.Load(Repository.Sample(photograph));
        foreach (var ratio in Distortion.Of("jpeg2000").Levels)
        {
            Assert.Equal(1, image.Pixels.Length / ratio / Codec.Encode(image, ratio).Length, 0.04);
        }
    }

    [Fact]
    public void Without_compression_nothing_is_lost()
    {
        var image = Image.Load(Repository.Sample("chelsea.png"));
        Assert.Equal(image.Pixels, Codec.Decode(Codec.Encode(image, 1)).Pixels);
    }

    [Theory]
    [InlineData("astronaut.png")]
    [InlineData("chelsea.png")]
    [InlineData("coffee.png")]
    [InlineData("rocket.jpg")]
    public void Damage_grows_with_the_level(string photograph)
    {
        var image = Image.Load(Repository.Sample(photograph));
        var kind = Distortion.Of("jpeg2000").With(Codec);
        var damage = Enumerable.Range(1, 5).Select(level => Difference(image, kind.Apply(image, level, seed: 0))).ToList();
        Assert.True(damage[0] > 0);
        Assert.All(damage.Zip(damage.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    [InlineData(31, 33)]
    public void Images_of_any_shape_keep_it(int width, int height)
    {
        var image = new Image(width, height, new byte[width * height * 3]);
        var distorted = Distortion.Of("jpeg2000").With(Codec).Apply(image, 5, seed: 0);
        Assert.Equal((width, height), (distorted.Width, distorted.Height));
    }

    private static double Difference(Image a, Image b) => Enumerable.Range(0, a.Pixels.Length).Average(i => Math.Pow(a.Pixels[i] - b.Pixels[i], 2));
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Tests.Imaging;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

public sealed class NiqeTests
{
    [Theory, MemberData(nameof(Degraded.Pristine), MemberType = typeof(Degraded))]
    public void Blur_and_noise_make_it_worse(string name)
    {
        var image = Image.Load(Fixture.Sample(name));
        var scores = new[] { image, Degraded.Blur(image, 1), Degraded.Blur(image, 2), Degraded.Blur(image, 4) }.Select(Niqe.Score).ToList();
        Assert.Equal(scores.Order(), scores);
        Assert.InRange(scores[0], 1, 8);
        Assert.True(Niqe.Score(Degraded.Noise(image, 15)) > scores[0]);
        Assert.True(Niqe.Score(Degraded.Noise(image, 40)) > Niqe.Score(Degraded.Noise(image, 15)));
    }

    [Fact]
    public void Incomplete_patches_are_ignored()
    {
        var image = Degraded.Noise(Degraded.Flat(96, 96, 128), 20);
        var larger = new Image(101, 97, [.. Enumerable.Range(0, 101 * 97).SelectMany(i => i % 101 < 96 && i / 101 < 96
            ? image.Pixels.Slice(3 * (((i / 101) * 96) + (i % 101)), 3).ToArray()
            : [0, 0, 0])]);
        Assert.Equal(Niqe.Score(image), Niqe.Score(larger));
    }

    [Theory]
    [InlineData(1, 1, "image: 1×1 pixels are too few: niqe needs 96 on each side")]
    [InlineData(95, 300, "image: 95×300 pixels are too few: niqe needs 96 on each side")]
    [InlineData(200, 200, "image: flat: niqe has nothing to measure where no patch of 96×96 pixels has any structure")]
    public void Small_and_flat_images_are_refused(int width, int height, string message) =>
        Assert.Equal(message, Assert.Throws<BadImageException>(() => Niqe.Score(Degraded.Flat(width, height, 30))).Message);

    [Fact]
    public void The_shipped_parameters_have_a_recipe()
    {
        var recipe = NiqeModel.Default.Recipe;
        Assert.Equal(231, recipe.Images);
        Assert.StartsWith("iqa fit niqe --images $IQA_DATA/", recipe.Command, StringComparison.Ordinal);
        Assert.Equal("1191", recipe.Settings["patches"]);
    }

    [Fact]
    public void A_fit_is_the_mean_and_covariance_of_the_sharp_patches()
    {
        var photographs = Enumerable.Range(1, 40).Select(seed => Mixed(seed)).ToList();
        var model = NiqeFit.Fit(photographs, "a test", "noise");

        // Of an image's two patches only the left one, which is far sharper, is used.
        var left = photographs.Select(image => NiqePatch.Of(LumaRows.Of(image))[0].Features).ToList();
        Assert.Equal("40", model.Recipe.Settings["patches"]);
        Assert.Equal(left.Average(features => features[0]), model.Mean[0], 1e-12);
        Assert.Equal(left.Sum(f => (f[0] - model.Mean[0]) * (f[1] - model.Mean[1])) / 39, model.Covariance[1], 1e-12);
        Assert.Equal(left.Sum(f => (f[35] - model.Mean[35]) * (f[35] - model.Mean[35])) / 39, model.Covariance[^1], 1e-12);

        using var folder = new TemporaryFolder();
        model.Save(folder["niqe.json"]);
        var read = NiqeModel.Load(folder["niqe.json"]);
        Assert.Equal(model.Covariance, read.Covariance);
        Assert.Equal(Niqe.Score(photographs[3], model), Niqe.Score(photographs[3], read));
    }

    [Fact]
    public void Too_few_patches_are_refused() => Assert.Equal(
        "two pictures: 1 sharp patches of 96×96 pixels in 2 photographs; NIQE takes more than 36",
        Assert.Throws<BadInputException>(() => NiqeFit.Fit([Mixed(1), Degraded.Flat(10, 10, 3)], "a test", "two pictures")).Message);

    [Theory]
    [InlineData("{}")]
    [InlineData("[1, 2")]
    [InlineData("""{"recipe":{"command":"","data":"","images":1,"settings":{}},"mean":[1],"covariance":[1]}""")]
    public void A_file_of_other_content_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("niqe.json", System.Text.Encoding.UTF8.GetBytes(content));
        Assert.StartsWith("holds no parameters of this metric: ", Assert.Throws<BadInputException>(() => NiqeModel.Load(path)).Reason, StringComparison.Ordinal);
        Assert.Equal("no such file", Assert.Throws<BadInputException>(() => NiqeModel.Load(folder["absent.json"])).Reason);
    }

    /// <summary>Two patches: strong and weak noise.</summary>
    private static Image Mixed(int seed)
    {
        var random = new Random(seed);
        return new Image(192, 96, [.. Enumerable.Range(0, 192 * 96).SelectMany(i => Enumerable.Repeat((byte)(100 + random.Next(i % 192 < 96 ? 100 : 10)), 3))]);
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class Ssimulacra2Tests
{
    /// <summary>The authors' program, version 2.1, computes in single precision: within 0.1. An independent implementation in double precision: within 1e-5.</summary>
    [Fact]
    public void Agrees_with_the_authors_on_samples() => Agrees(CodecGolden.OfSamples("ssimulacra2.json"));

    /// <summary>The same on ../shared/reference.</summary>
    [Fact]
    public void Agrees_with_the_authors_on_reference_pairs() => Agrees(CodecGolden.OfReference("ssimulacra2.json"));

    /// <summary>The authors' source with its own macro for raw sub-scores. Single precision moves those of X of a grey image by up to 1.5e-3, the others by 1.2e-4.</summary>
    [Fact]
    public void Sub_scores_agree_with_the_authors()
    {
        var golden = CodecGolden.OfSamples("ssimulacra2.json");
        foreach (var (key, expected) in golden.Part("sub_scores"))
        {
            var actual = Score(golden.Pair(key)).SubScores!.Values.ToList();
            Assert.Equal(expected.GetArrayLength(), actual.Count);
            for (var i = 0; i < actual.Count; i++)
            {
                Assert.Equal(expected[i].GetDouble(), actual[i], key.Contains("grey", StringComparison.Ordinal) ? 1.5e-3 : 1.2e-4);
            }
        }
    }

    [Fact]
    public void Has_108_sub_scores_named_by_channel_scale_norm_and_map()
    {
        var golden = CodecGolden.OfSamples("ssimulacra2.json");
        var parts = Score(golden.Pair("coffee-q20.png|coffee.png")).SubScores!;
        Assert.Equal(108, parts.Count);
        Assert.Equal("x 1:1 mean ssim", parts.Keys.First());
        Assert.Equal("b 1:32 4-norm blur", parts.Keys.Last());
    }

    /// <summary>Two scales at 8 pixels, five at 64, six from 113.</summary>
    [Theory]
    [InlineData(8, 2)]
    [InlineData(14, 2)]
    [InlineData(15, 3)]
    [InlineData(64, 5)]
    [InlineData(112, 5)]
    [InlineData(113, 6)]
    public void Small_images_have_fewer_scales(int side, int scales)
    {
        var image = Pictures.Cut(Pictures.All["photograph"](), side, side);
        Assert.Equal(18 * scales, Score((image, image)).SubScores!.Count);
    }

    [Fact]
    public void Rows_that_would_take_gigabytes_are_refused()
    {
        var wide = new Image((1 << 20) + 1, 8, new byte[3 * 8 * ((1 << 20) + 1)]);
        Assert.Contains("rows of 1048577 pixels are too long for ssimulacra2", Assert.Throws<BadImageException>(() => Score((wide, wide))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_roles_of_the_images_differ()
    {
        var (reference, distorted) = CodecGolden.OfSamples("ssimulacra2.json").Pair("coffee-blur.png|coffee.png");
        Assert.NotEqual(Score((reference, distorted)).Value, Score((distorted, reference)).Value, 0.5);
    }

    /// <summary>With the golden opacity the bright background decides; where only one image is transparent, the other one counts as it is.</summary>
    [Fact]
    public void A_transparent_image_differs_from_an_opaque_one()
    {
        var (opaque, _) = CodecGolden.OfSamples("ssimulacra2.json").Pair("coffee-q20.png|coffee.png");
        var (transparent, _) = CodecGolden.OfSamples("ssimulacra2.json").Pair("coffee-q20.png|coffee.png alpha = x * 255 / (w - 1), integer division");
        Assert.Equal(100, Score((transparent, transparent)).Value);
        Assert.InRange(Score((opaque, transparent)).Value, -1000, 0);
        Assert.InRange(Score((transparent, opaque)).Value, -1000, 0);
    }

    private static void Agrees(CodecGolden golden)
    {
        foreach (var (key, expected) in golden.Part("scores"))
        {
            var pair = golden.Pair(key);
            if (expected.ValueKind == System.Text.Json.JsonValueKind.Null)
            {
                Assert.Throws<BadImageException>(() => Score(pair));
                continue;
            }

            Assert.Equal(expected.GetDouble(), Score(pair).Value, 0.1);
        }

        foreach (var (key, expected) in golden.Part("score_double"))
        {
            Assert.Equal(expected.GetDouble(), Score(golden.Pair(key)).Value, 1e-5);
        }
    }

    private static QualityScore Score((Image Reference, Image Distorted) pair)
    {
        using var metric = Metric.Load("ssimulacra2");
        return metric.Score(pair.Distorted, pair.Reference);
    }
}

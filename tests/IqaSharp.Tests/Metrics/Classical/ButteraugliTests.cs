using System.Text.Json;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class ButteraugliTests
{
    /// <summary>butteraugli_main of libjxl 0.7.0, 1e-4 relative.</summary>
    [Fact]
    public void Agrees_with_libjxl_on_samples() => Agrees(CodecGolden.OfSamples("butteraugli.json"));

    /// <summary>The same on ../shared/reference.</summary>
    [Fact]
    public void Agrees_with_libjxl_on_reference_pairs() => Agrees(CodecGolden.OfReference("butteraugli.json"));

    /// <summary>The maps of libjxl's source, printed by a small program.</summary>
    [Fact]
    public void Maps_agree_with_libjxl()
    {
        var golden = CodecGolden.OfSamples("butteraugli.json");
        foreach (var (key, expected) in golden.Part("intermediate"))
        {
            var pair = golden.Pair(key);
            using var map = Map(pair, 80);
            Check(expected.GetProperty("diffmap"), map);
            using var reference = Butteraugli.Extract(pair.Reference);
            using var distorted = Butteraugli.Extract(pair.Distorted);
            _ = reference.With(distorted, (x, y) =>
            {
                Bands("reference", x.Full, expected);
                Bands("distorted", y.Full, expected);
                return 0;
            }).ToList();
        }
    }

    [Fact]
    public void The_map_of_the_metric_is_one_minus_the_difference()
    {
        var pair = CodecGolden.OfSamples("butteraugli.json").Pair("coffee-q20.png|coffee.png");
        using var metric = Metric.Load("butteraugli");
        using var similarity = ClassicalMetrics.Find("butteraugli")!.Map!(pair.Reference, pair.Distorted);
        Assert.Equal(1 - metric.Score(pair.Distorted, pair.Reference).Value, similarity.Samples.ToArray().Min(), 1e-5);
    }

    [Fact]
    public void The_roles_of_the_images_differ()
    {
        var (reference, distorted) = CodecGolden.OfSamples("butteraugli.json").Pair("coffee-blur.png|coffee.png");
        using var metric = Metric.Load("butteraugli");
        Assert.True(metric.Score(reference, distorted).Value > 1.5 * metric.Score(distorted, reference).Value);
    }

    private static void Bands(string image, ButteraugliBands bands, JsonElement expected)
    {
        Check(expected.GetProperty($"{image}_uhf_x"), bands.Ultra[0]);
        Check(expected.GetProperty($"{image}_uhf_y"), bands.Ultra[1]);
        Check(expected.GetProperty($"{image}_hf_x"), bands.High[0]);
        Check(expected.GetProperty($"{image}_hf_y"), bands.High[1]);
        Check(expected.GetProperty($"{image}_mf_x"), bands.Middle[0]);
        Check(expected.GetProperty($"{image}_mf_y"), bands.Middle[1]);
        Check(expected.GetProperty($"{image}_mf_b"), bands.Middle[2]);
        Check(expected.GetProperty($"{image}_lf_x"), bands.Low[0]);
        Check(expected.GetProperty($"{image}_lf_y"), bands.Low[1]);
        Check(expected.GetProperty($"{image}_lf_b"), bands.Low[2]);
    }

    private static void Check(JsonElement expected, Plane actual)
    {
        var most = Math.Abs(expected.GetProperty("max").GetDouble());
        Close(expected.GetProperty("max").GetDouble(), actual.Samples.ToArray().Max(), 1e-4 * most);
        Close(expected.GetProperty("mean_abs").GetDouble(), actual.Samples.ToArray().Average(value => Math.Abs((double)value)), 1e-4 * expected.GetProperty("mean_abs").GetDouble());
        foreach (var point in expected.EnumerateObject().Where(property => property.Name.StartsWith("at_", StringComparison.Ordinal)))
        {
            var at = point.Name.Split('_').Skip(1).Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            if (at[0] < actual.Height && at[1] < actual.Width)
            {
                Close(point.Value.GetDouble(), actual.Row(at[0])[at[1]], 1e-4 * most);
            }
        }
    }

    private static void Close(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance + 1e-6);

    private static void Agrees(CodecGolden golden)
    {
        foreach (var (key, expected) in golden.Part("scores"))
        {
            var pair = golden.Pair(key);
            if (Math.Min(pair.Reference.Width, pair.Reference.Height) < Butteraugli.SmallestSide)
            {
                continue; // libjxl gives 0, we refuse
            }

            Check(expected, pair, 80);
            if (expected.TryGetProperty("nits250", out var bright))
            {
                Check(bright, pair, 250);
            }

            Relative(key, expected.GetProperty("max").GetDouble(), Score("butteraugli", pair));
            Relative(key, expected.GetProperty("norm3").GetDouble(), Score("butteraugli-3norm", pair));

            void Check(JsonElement numbers, (Image Reference, Image Distorted) images, float nits)
            {
                using var map = Map(images, nits);
                Relative(key, numbers.GetProperty("max").GetDouble(), map.Samples.ToArray().Max());
                foreach (var norm in (int[])[1, 3, 6])
                {
                    if (numbers.TryGetProperty($"norm{norm}", out var value))
                    {
                        Relative(key, value.GetDouble(), Butteraugli.Norm(map, norm));
                    }
                }
            }
        }
    }

    private static void Relative(string key, double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-4 * expected, $"{key}: {actual} instead of {expected}");

    private static Plane Map((Image Reference, Image Distorted) pair, float nits)
    {
        using var reference = Butteraugli.Extract(pair.Reference, nits);
        using var distorted = Butteraugli.Extract(pair.Distorted, nits);
        return Butteraugli.Map(reference, distorted);
    }

    private static double Score(string name, (Image Reference, Image Distorted) pair)
    {
        using var metric = Metric.Load(name);
        return metric.Score(pair.Distorted, pair.Reference).Value;
    }
}

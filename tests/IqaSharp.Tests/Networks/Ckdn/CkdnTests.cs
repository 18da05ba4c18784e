using System.Text.Json;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Networks.Ckdn;

public class CkdnTests
{
    private const int Side = 288;

    private static readonly CkdnConfig Published = new();

    /// <summary>The four outputs of the official module with the recipe's weights, on centre crops; samples/ckdn.json.</summary>
    [Fact]
    public void Agrees_with_the_official_module() => AssertOutputs(Repository.Sample("ckdn.json"), Repository.Sample(""));

    [Fact]
    public void Agrees_with_the_shared_reference() => AssertOutputs(Shared.Find("reference/ckdn.json"), Shared.Find("reference/images"));

    /// <summary>The whole inference path, from 8-bit images of any size; its preprocessing to the last bit.</summary>
    [Fact]
    public void Scores_like_the_official_inference() => AssertScores(Repository.Sample("ckdn.json"), Repository.Sample(""));

    [Fact]
    public void Scores_like_the_shared_reference() => AssertScores(Shared.Find("reference/ckdn.json"), Shared.Find("reference/images"));

    [Fact]
    public void Parameters_are_the_published_ones()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.Sample("ckdn.json")));
        var published = json.RootElement.GetProperty("shapes").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(n => n.GetInt32()).ToArray());
        var own = Published.Parameters().ToDictionary(p => p.Path, p => p.Shape);
        Assert.Equal(published.Keys.Order(), own.Keys.Order());
        Assert.All(published, p => Assert.Equal(p.Value, own[p.Key]));
    }

    /// <summary>Every variant has the outputs that its training needs, and scoring gives the first of them.</summary>
    [Theory]
    [MemberData(nameof(TestModel.CkdnVariants), MemberType = typeof(TestModel))]
    public void Every_variant_runs(CkdnConfig config)
    {
        config.Validate();
        var weights = TestModel.Tensors(config);
        var random = new Random(1);
        float[] Image() => [.. Enumerable.Range(0, 3 * config.Crop * config.Crop).Select(_ => (2 * random.NextSingle()) - 1)];
        long[] shape = [1, 3, config.Crop, config.Crop];
        var (restored, degraded) = (Image(), Image());
        var hasReference = config.Reference != CkdnReference.None;

        using var training = new Graph(CkdnTrainingGraph.Write(config, weights));
        (string, float[], long[])[] images = [("restored", restored, shape), ("other", Image(), shape), ("degraded", degraded, shape), ("pristine", Image(), shape)];
        var outputs = training.Run(images);
        Assert.Equal(hasReference && config.Distilled, outputs.ContainsKey("fr"));
        Assert.Equal(hasReference, outputs.ContainsKey("dte_degraded"));

        using var scoring = new Graph(OnnxGraphBuilder.Write(new CkdnGraph(config), weights, OnnxOps.Standard));
        Assert.Equal(outputs["dr"][0], scoring.Run(hasReference ? [("restored", restored, shape), ("reference", degraded, shape)] : [("restored", restored, shape)])["score"][0], 1e-5f);
        Assert.InRange(outputs["dr"][0], 0f, 1f);
    }

    private static void AssertOutputs(string json, string images)
    {
        using var session = new Graph(CkdnTrainingGraph.Write(Published, TestModel.Tensors(Published)));
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        var normalisation = new Normalisation(Backbone.Of(Published.Backbone));
        foreach (var entry in document.RootElement.EnumerateObject().Where(p => p.Name.Contains('|') && !p.Name.StartsWith("full", StringComparison.Ordinal)))
        {
            (string, float[], long[]) Input(string name, string file)
            {
                var image = Image.Load(Path.Combine(images, file));
                static int Offset(int length) => (int)Math.Round((length - Side) / 2.0, MidpointRounding.ToEven);
                return (name, normalisation.Crop(image, Offset(image.Width), Offset(image.Height), Side, Side), [1, 3, Side, Side]);
            }

            // The keys are restored, degraded, pristine; nr compares the restored image with the degraded one.
            var parts = entry.Name.Split('|');
            var values = session.Run(Input("restored", parts[0]), Input("other", parts[1]), Input("degraded", parts[1]), Input("pristine", parts[2]));
            foreach (var output in new[] { "dr", "fr", "nr" })
            {
                Close.Absolute(entry.Value.GetProperty(output).GetDouble(), values[output][0]);
            }

            var gap = values["dte_degraded"].Zip(values["dte_pristine"]).Average(p => Math.Pow((double)p.First - p.Second, 2));
            Close.Relative(entry.Value.GetProperty("dte").GetDouble(), gap);
        }
    }

    private static void AssertScores(string json, string images)
    {
        using var folder = new TemporaryFolder();
        TestModel.Write(folder["ckdn.safetensors"], Published);
        using var metric = Metric.Load(folder["ckdn.safetensors"]);
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        foreach (var entry in document.RootElement.EnumerateObject().Where(p => p.Name.StartsWith("full|", StringComparison.Ordinal)))
        {
            var parts = entry.Name.Split('|');
            var (restored, degraded) = (Image.Load(Path.Combine(images, parts[1])), Image.Load(Path.Combine(images, parts[2])));
            Assert.Equal(entry.Value.GetProperty("restored_crop_sum_uint8").GetInt64(), CropSum(restored, PillowBicubic.Resize));
            Assert.Equal(entry.Value.GetProperty("degraded_crop_sum_uint8").GetInt64(), CropSum(degraded, PillowNearest.Resize));
            Close.Absolute(entry.Value.GetProperty("dr").GetDouble(), metric.Score(restored, degraded).Value);
        }
    }

    private static long CropSum(Image image, Func<Image, int, int, Image> resize)
    {
        var (resized, x, y) = CkdnInput.Prepare(image, Side, resize);
        var sum = 0L;
        for (var row = y; row < y + Side; row++)
        {
            foreach (var value in resized.Pixels.Slice(((row * resized.Width) + x) * 3, Side * 3))
            {
                sum += value;
            }
        }

        return sum;
    }
}

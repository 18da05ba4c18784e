using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Engines.Onnx;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Networks.Musiq;

public class MusiqTests
{
    private const int Depth = 14;

    private static readonly int[] MeasuredBlocks = [0, 6, Depth - 1];

    /// <summary>Full-size MUSIQ with the recipe's weights against samples/musiq.json: both semantics, both heads, every measured value.</summary>
    [Theory]
    [InlineData("google_1", OnnxOps.Fused)]
    [InlineData("google_10", OnnxOps.Fused)]
    [InlineData("pyiqa_1", OnnxOps.Fused)]
    [InlineData("pyiqa_10", OnnxOps.Fused)]
    [InlineData("google_1", OnnxOps.Standard)]
    [InlineData("pyiqa_10", OnnxOps.Standard)]
    public void Agrees_with_the_public_implementations(string variant, OnnxOps ops) => AssertGolden(variant, ops, Repository.Sample("musiq.json"), Repository.Sample(""));

    [Theory]
    [InlineData("google_1", OnnxOps.Fused)]
    [InlineData("google_10", OnnxOps.Fused)]
    [InlineData("pyiqa_1", OnnxOps.Fused)]
    [InlineData("pyiqa_10", OnnxOps.Fused)]
    public void Agrees_with_the_shared_reference(string variant, OnnxOps ops) => AssertGolden(variant, ops, Shared.Find("reference/musiq.json"), Shared.Find("reference/images"));

    [Fact]
    public void The_paper_s_network_has_27_million_parameters() =>
        Assert.InRange(TestModel.Tensors(new MusiqConfig()).Values.Sum(t => t.Length), 26_500_000, 27_500_000);

    private static void AssertGolden(string variant, OnnxOps ops, string json, string images)
    {
        var goldens = MusiqGolden.Read(json, images).Where(entry => entry.Variant == variant).Select(entry => entry.Golden).ToList();
        using var graph = new WholeGraph(goldens[0].Config, ops, ["stem", .. MeasuredBlocks.Select(Block)]);
        foreach (var golden in goldens)
        {
            AssertValues(golden, graph.RunAll(Image.Load(golden.Image)));
        }
    }

    private static void AssertValues(MusiqGolden golden, Dictionary<string, float[]> values)
    {
        var result = values[MusiqGraph.Result(golden.Config)];
        if (golden.Config.IsDistribution)
        {
            Assert.All(golden.Expected.GetProperty("distribution").EnumerateArray().Zip(result), p => Close.Absolute(p.First.GetDouble(), p.Second));
        }

        Close.Absolute(golden.Score, golden.Config.IsDistribution ? result.Select((p, k) => (k + 1) * (double)p).Sum() : result[0]);
        Close.Relative(golden.Expected.GetProperty("stem_abs_mean").GetDouble(), values["stem"].Average(v => Math.Abs((double)v)));
        foreach (var block in MeasuredBlocks)
        {
            // The largest of the four sets the scale: one of them may happen to be near zero.
            var expected = golden.Expected.GetProperty("cls_first4_after_block").GetProperty($"{block}").EnumerateArray().Select(v => v.GetDouble()).ToArray();
            var tolerance = 1e-4 * expected.Max(Math.Abs);
            Assert.All(expected.Zip(values[Block(block)]), p => Assert.Equal(p.First, p.Second, tolerance));
        }
    }

    private static string Block(int index) => $"transformer_encoder.transformer.encoderblock_{index}";
}

using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Models;
using IqaSharp.Networks;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx.Integers;

public sealed class IntegerNetTests
{
    private const string NoVnni = "this processor has no fast 8-bit arithmetic";

    private static readonly SmallNetwork Network = new();

    /// <summary>Odd sides too, where SAME pads both ends.</summary>
    [Theory]
    [InlineData(32, 32)]
    [InlineData(33, 32)]
    [InlineData(32, 47)]
    [InlineData(9, 7)]
    [InlineData(4, 3)]
    public void Integers_give_what_floats_give(int height, int width)
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var observation = Observe(height, width);
        var exact = Run(new OnnxEngine(), height, width);
        var fast = Run(new OnnxEngine { Integers = new IntegerWeights(Of(observation)) }, height, width);
        AssertNear(exact.Maps, fast.Maps);
        AssertNear(exact.Tokens, fast.Tokens);
    }

    [Fact]
    public void Channels_may_be_divided_between_the_convolutions_that_make_and_read_them()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var observation = Observe(32, 32);
        var linear = Assert.Single(observation.Linear);
        Assert.Equal(["first", "project", "project+"], linear.Maps.Order(StringComparer.Ordinal));
        Assert.Equal(["first", "project"], linear.Outputs.Order(StringComparer.Ordinal));
        Assert.Equal(["expand", "last"], linear.Inputs.Order(StringComparer.Ordinal));

        float[] divisors = [1, 0.5f, 0.25f, 1, 1, 0.5f, 0.25f, 1];
        var quantisation = Of(observation) with { Balances = [new(linear.Outputs, linear.Inputs, divisors)] };
        foreach (var map in linear.Maps)
        {
            ((Dictionary<string, float[]>)quantisation.Ranges)[map] = [.. quantisation.Ranges[map].Select(bound => 4 * bound)];
        }

        AssertNear(Run(new OnnxEngine(), 32, 32).Maps, Run(new OnnxEngine { Integers = new IntegerWeights(quantisation) }, 32, 32).Maps, 0.08);
    }

    [Fact]
    public void A_correction_is_added_to_the_bias()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var plain = Of(Observe(32, 32));
        var (before, after) = (Run(plain), Run(plain with { Corrections = new Dictionary<string, float[]> { ["last"] = [.. Enumerable.Repeat(0.25f, 16)] } }));
        Assert.True(after.Maps.Average() > before.Maps.Average());

        static (float[] Maps, float[] Tokens) Run(Quantisation quantisation) => IntegerNetTests.Run(new OnnxEngine { Integers = new IntegerWeights(quantisation) }, 32, 32);
    }

    [Fact]
    public void What_is_observed_is_the_network_itself()
    {
        var (exact, observed) = (Run(new OnnxEngine(), 33, 47), Run(new ObservingEngine(new Observation()), 33, 47));
        AssertNear(exact.Maps, observed.Maps, 1e-5);
        AssertNear(exact.Tokens, observed.Tokens, 1e-5);
    }

    [Fact]
    public void A_quantisation_of_another_network_is_refused()
    {
        var quantisation = Of(Observe(8, 8)) with { Corrections = new Dictionary<string, float[]> { ["last"] = [1, 2] } };
        var error = Assert.Throws<FormatException>(() => Run(new OnnxEngine { Integers = new IntegerWeights(quantisation) }, 8, 8));
        Assert.Equal("last has 16 channels, not 2", error.Message);
    }

    /// <summary>The step of weights that are almost nothing is no finer than what 32 bits count a bias in.</summary>
    [Fact]
    public void A_channel_of_tiny_weights_keeps_its_bias()
    {
        Assert.SkipUnless(ByteArithmetic.Pays, NoVnni);
        var weights = SmallNetwork.Weights();
        weights["last.weight"] = Tensor.Of([.. weights["last.weight"].ToFloats().Select(weight => weight * 1e-20f)], weights["last.weight"].Shape);
        weights["last.bias"] = Tensor.Of([.. Enumerable.Repeat(1f, 16)], 16);
        var observation = new Observation();
        using (var graph = new ObservingEngine(observation).Compile(Network, weights))
        {
            _ = Run(graph, 16, 16);
        }

        using var fast = new OnnxEngine { Integers = new IntegerWeights(Of(observation)) }.Compile(Network, weights);
        Assert.All(Run(fast, 16, 16).Maps, value => Assert.Equal(1, value, 0.01));
    }

    private static Observation Observe(int height, int width)
    {
        var observation = new Observation();
        _ = Run(new ObservingEngine(observation), height, width);
        return observation;
    }

    private static Quantisation Of(Observation observation) => new()
    {
        Photographs = 1,
        Checked = 1,
        MeanDifference = 0,
        LargestDifference = 0,
        Command = "test",
        Ranges = observation.Maps.ToDictionary(map => map.Key, map => new[] { Math.Min(0, map.Value.Lowest.Min()), Math.Max(0, map.Value.Highest.Max()) }),
        Balances = [],
        Corrections = new Dictionary<string, float[]>(),
        Matrices = [.. observation.Matrices.Keys],
    };

    private static (float[] Maps, float[] Tokens) Run(IEngine engine, int height, int width)
    {
        using var graph = engine.Compile(Network, SmallNetwork.Weights());
        return Run(graph, height, width);
    }

    private static (float[] Maps, float[] Tokens) Run(ICompiledGraph graph, int height, int width)
    {
        var random = new Random(1);
        var pixels = Enumerable.Range(0, 3 * height * width).Select(_ => (random.Next(256) - 127) / 128f).ToArray();
        using var outputs = graph.Run([new GraphValue(SmallNetwork.Input, pixels, 1, 3, height, width)], [SmallNetwork.Maps, SmallNetwork.Tokens]);
        return (outputs[0].Floats.ToArray(), outputs[1].Floats.ToArray());
    }

    /// <param name="exact">The numbers expected.</param>
    /// <param name="fast">The numbers.</param>
    /// <param name="share">The largest difference, as a part of the range of the numbers.</param>
    private static void AssertNear(float[] exact, float[] fast, double share = 0.04)
    {
        Assert.Equal(exact.Length, fast.Length);
        var range = exact.Length == 0 ? 0 : exact.Max() - exact.Min();
        Assert.All(exact.Zip(fast), pair => Assert.Equal(pair.First, pair.Second, share * Math.Max(range, 0.1)));
    }
}

using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Restorations.Learned;
using IqaSharp.Tests;
using IqaSharp.Tests.Metrics;
using IqaSharp.Tests.Networks;
using IqaSharp.Tests.Networks.Ckdn;
using IqaSharp.Training.Torch;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using Xunit;

namespace IqaSharp.Training.Tests.Torch;

/// <summary>Every network on both engines with the same weights.</summary>
public class TorchNetTests
{
    private const float Tolerance = 1e-4f;

    /// <summary>The exported graph of each network.</summary>
    [Theory]
    [MemberData(nameof(ArchitectureSample.AllConfigurations), MemberType = typeof(ArchitectureSample))]
    public void Every_network_computes_the_same(NetworkConfig config) => AssertSameAsOnnx(config, torch.CPU, Tolerance);

    [Fact]
    public void Every_network_computes_the_same_on_a_GPU()
    {
        LibTorch.Prepare();
        Assert.SkipUnless(torch.cuda_is_available(), "needs a GPU, and a libtorch for it (docs/training.md)");
        foreach (var row in ArchitectureSample.AllConfigurations())
        {
            AssertSameAsOnnx(row.Data, torch.CUDA, 1e-2f); // libtorch convolves in TF32 there
        }
    }

    private static void AssertSameAsOnnx(NetworkConfig config, torch.Device device, float tolerance)
    {
        var (image, reference) = (Image.Load(Repository.Sample("coffee-q20.png")), Image.Load(Repository.Sample("coffee.png")));
        var inputs = ArchitectureSample.Of(config).Inputs(config, image, reference);
        var graph = Architecture.Of(config).ExportGraph(config);
        var bytes = OnnxGraphBuilder.Write(graph, TestModel.Tensors(config), OnnxOps.Standard).ToBytes();
        using var bare = new InferenceSession(bytes);
        var output = Assert.Single(bare.OutputMetadata).Key;
        using var onnx = new OnnxEngine().Open(bytes);
        using var own = new TorchEngine(device).Compile(graph, TestModel.Tensors(config));
        using var expected = onnx.Run(inputs, [output], cancellation: TestContext.Current.CancellationToken);
        using var actual = own.Run(inputs, [output], cancellation: TestContext.Current.CancellationToken);
        AssertClose(expected[0].Floats.ToArray(), actual[0].Floats.ToArray(), tolerance);
    }

    [Theory]
    [MemberData(nameof(TestModel.CkdnVariants), MemberType = typeof(TestModel))]
    public void Ckdn_computes_the_same(CkdnConfig config)
    {
        long[] shape = [1, 3, config.Crop, config.Crop];
        var images = new[] { "restored", "other", "degraded", "pristine" }.Select((name, i) => (name, Noise.Of(i + 1, 3 * config.Crop * config.Crop), shape)).ToArray();
        var expected = Onnx(CkdnTrainingGraph.Write(config, TestModel.Tensors(config)), images);
        using var parameters = Parameters(config);
        using var scope = torch.NewDisposeScope();
        var training = CkdnNetwork.Train(new TorchNet(parameters), Value(images[0]), Value(images[1]), Value(images[2]), Value(images[3]), config);
        AssertClose(expected["dr"], Floats(training.Degraded));
        AssertClose(expected["nr"], Floats(training.Preference));
        Assert.Equal(expected.ContainsKey("fr"), training.Pristine is not null);
        if (training.Pristine is { } pristine)
        {
            AssertClose(expected["fr"], Floats(pristine));
        }
    }

    [Fact]
    public void The_restorer_computes_the_same()
    {
        const int side = 9 + (2 * RestorerNetwork.Margin);
        using var parameters = new TorchParameters(ParameterList.Of(net => RestorerNetwork.Residual(net, net)), seed: 1);
        (string, float[], long[]) planes = ("planes", Noise.Of(1, side * side), [1, 1, side, side]);
        using var scope = torch.NewDisposeScope();
        var own = Floats(RestorerNetwork.Residual(new TorchNet(parameters), Value(planes)));
        Assert.Equal(9 * 9, own.Length);
        AssertClose(Onnx(Restorer.Graph(parameters.ToTensors()), [planes])["residuals"], own);
    }

    /// <summary>Gated and cross-channel attention, written without an operator of their own, compute the same on both engines, and every parameter learns.</summary>
    [Fact]
    public void Layers_of_one_s_own_need_no_new_operator()
    {
        using var parameters = new TorchParameters(ParameterList.Of(net => OwnLayers.Run(net, net)), seed: 1);
        (string, float[], long[]) maps = ("maps", Noise.Of(1, 2 * OwnLayers.Channels * 5 * 4), [2, OwnLayers.Channels, 5, 4]);
        var graph = new OnnxGraph();
        graph.Output("y", OwnLayers.Run(new OnnxNet(graph, parameters.ToTensors(), OnnxOps.Standard), graph.FloatInput("maps", "n", OwnLayers.Channels, "height", "width")));
        var expected = Onnx(graph, [maps])["y"];

        using var scope = torch.NewDisposeScope();
        foreach (var parameter in parameters.All.Values)
        {
            parameter.requires_grad = true;
        }

        var own = OwnLayers.Run(new TorchNet(parameters), Value(maps));
        AssertClose(expected, Floats(own with { Tensor = own.Tensor.detach() }));
        own.Tensor.square().sum().backward();
        Assert.All(parameters.All, parameter => Assert.NotEqual(0, parameter.Value.grad!.abs().sum().item<float>()));
    }

    /// <summary>Along tokens, what fills a shorter sequence up counts for nothing.</summary>
    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Max)]
    [InlineData(Reduction.Sum)]
    public void Reductions_leave_padding_out(Reduction reduction)
    {
        using var parameters = new TorchParameters([], seed: 1);
        using var scope = torch.NewDisposeScope();
        var net = new TorchNet(parameters);
        var values = torch.tensor(Noise.Of(1, 5 * 3), 1, 5, 3);
        var padded = torch.cat([values, torch.full(1, 2, 3, 9f)], 1);
        var mask = torch.arange(7).unsqueeze(0) < 5;
        AssertClose(Floats(net.Reduce(new TorchValue(values), reduction, [1])), Floats(net.Reduce(new TorchValue(padded, mask), reduction, [1])));
    }

    private static Dictionary<string, float[]> Onnx(OnnxGraph graph, (string, float[], long[])[] images)
    {
        using var session = new Graph(graph);
        return session.Run(images);
    }

    /// <summary>What `zero` of a recipe names leaves nothing of the reference.</summary>
    [Fact]
    public void A_branch_whose_last_layers_are_zero_is_silent()
    {
        var config = new CkdnConfig { Backbone = "efficientnet-lite0", Whole = true, Crop = 64, Hidden = 8 };
        using var parameters = new TorchParameters(config.Parameters(), seed: 1);
        using var scope = torch.NewDisposeScope();
        float[] Embedded() => Floats(config.Structure.Embed(new TorchNet(parameters), Value(("reference", Noise.Of(1, 3 * 64 * 64), [1, 3, 64, 64])), config)[0]);
        Assert.NotEqual(0, Embedded().Max(Math.Abs));
        Assert.Equal((2, 2, 0), (parameters.Clear("dte.b1.proj."), parameters.Clear("dte.b2.proj."), parameters.Clear("dte.b9.")));
        Assert.Equal(0, Embedded().Max(Math.Abs));
    }

    private static TorchParameters Parameters(NetworkConfig config)
    {
        var parameters = new TorchParameters(config.Parameters(), seed: 1);
        parameters.Load(TestModel.Tensors(config));
        return parameters;
    }

    private static TorchValue Value((string Name, float[] Values, long[] Shape) input) => new(torch.tensor(input.Values, input.Shape));

    private static float[] Floats(TorchValue value) => value.Tensor.contiguous().data<float>().ToArray();

    private static void AssertClose(float[] expected, float[] actual, float tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.All(actual, value => Assert.True(float.IsFinite(value)));
    }
}

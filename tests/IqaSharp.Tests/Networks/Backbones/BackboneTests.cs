using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Tests.Models;
using Xunit;

namespace IqaSharp.Tests.Networks.Backbones;

public class BackboneTests
{
    private const int Side = 96;

    public static TheoryData<string> Names() => [.. Backbone.All.Select(backbone => backbone.Name)];

    /// <summary>Every stage has as many channels as it says, and at its stride as many positions.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Stages_are_what_they_say(string name)
    {
        var backbone = Backbone.Of(name);
        int[] all = [.. Enumerable.Range(0, backbone.Stages.Count)];
        var weights = ParameterList.Of(net => backbone.Run(net, net, all[^1])).ToDictionary(p => p.Path, p => SeededWeights.Tensor(p.Path, p.Shape));
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, OnnxOps.Standard);
        var stem = backbone.Stem(net, graph.FloatInput("image", 1, 3, Side, Side));
        graph.Output("0", stem);
        foreach (var (stage, maps) in all[1..].Zip(backbone.Read(net, stem, 0, all[1..])))
        {
            graph.Output($"{stage}", maps);
        }

        using var session = new Graph(graph);
        var values = session.Run(("image", new float[3 * Side * Side], [1, 3, Side, Side]));
        Assert.All(all, stage =>
        {
            var (channels, stride) = (backbone.Stages[stage].Channels, backbone.Stages[stage].Stride);
            var side = backbone.Side(Side, stride);
            Assert.Equal(channels * side * side, values[$"{stage}"].Length);
            Assert.True(!backbone.KeepsGrid || side == Side / stride);
        });
    }

    /// <summary>CKDN's two halves meet: what it predicts with begins where it embeds to.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_cut_backbone_is_whole(string name)
    {
        var backbone = Backbone.Of(name);
        Assert.True(0 <= backbone.EarlyStage && backbone.EarlyStage < backbone.LateStage && backbone.LateStage < backbone.Stages.Count);
        Assert.All([backbone.EarlyStage, backbone.LateStage], stage => Assert.True(backbone.Stages[stage].EndsBlock));
    }
}

using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn;

/// <summary>The whole of CKDN as it is exported: restored and, where there is such a branch, reference [1, 3, crop, crop] → score [1, 1].
/// For a network that looks at whole images they are [1, 3, height, width].</summary>
internal sealed record CkdnGraph(CkdnConfig Config) : INetworkGraph
{
    public const string Restored = "restored";
    public const string Reference = "reference";
    public const string Score = "score";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var restored = ImageInput(graph, Restored, Config);
        var reference = Config.Structure.HasReference ? Config.Structure.Embed(graph.Net, ImageInput(graph, Reference, Config), Config) : [];
        graph.Output(Score, CkdnNetwork.Score(graph.Net, restored, reference, Config), 1, 1);
    }

    public static T ImageInput<T>(IGraphBuilder<T> graph, string name, CkdnConfig c)
        where T : class =>
        c.Whole
            ? graph.Pixels(name, Backbone.Of(c.Backbone), 1, 3, "height", "width")
            : graph.Pixels(name, Backbone.Of(c.Backbone), 1, 3, c.Crop, c.Crop);
}

namespace IqaSharp.Networks.Musiq;

/// <summary>The whole of MUSIQ as it is exported: patches [tokens, 3, 32, 32], or on a backbone the scales, positions [tokens], scales [tokens] → the result [1, outputs].</summary>
internal sealed record MusiqGraph(MusiqConfig Config) : INetworkGraph
{
    public const string Patches = "patches";
    public const string Positions = "positions";
    public const string Scales = "scales";
    public const string Tokens = "tokens";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var images = Config.Backbone is null
            ? [graph.Floats(Patches, Tokens, 3, MusiqConfig.Patch, MusiqConfig.Patch)]
            : Enumerable.Range(0, Config.ScaleCount).Select(scale => ScaleInput(graph, ScaleName(Config, scale))).ToArray();
        var (positions, scales) = (graph.Integers(Positions, Tokens), graph.Integers(Scales, Tokens));
        var result = Config.Backbone is null
            ? MusiqNetwork.Score(graph.Net, images[0], positions, scales, Config)
            : MusiqNetwork.ScoreScales(graph.Net, images, positions, scales, Config);
        graph.Output(Result(Config), result, 1, Config.Outputs);
    }

    /// <summary>The name of the output: a score or a distribution.</summary>
    public static string Result(MusiqConfig c) => c.IsDistribution ? "distribution" : "score";

    /// <summary>The name of a scale's input, for a network on a backbone: <c>scale_224</c>, …, <c>native</c>.</summary>
    public static string ScaleName(MusiqConfig c, int scale) => scale < c.Scales.Count ? $"scale_{c.Scales[scale]}" : "native";

    /// <summary>An image of any size: [1, 3, height, width].</summary>
    public static T ScaleInput<T>(IGraphBuilder<T> graph, string name)
        where T : class => graph.Floats(name, 1, 3, $"{name}_height", $"{name}_width");
}

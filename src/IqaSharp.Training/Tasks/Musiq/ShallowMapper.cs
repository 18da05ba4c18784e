using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>Runs the first blocks of MUSIQ's backbone on each scale.</summary>
internal sealed class ShallowMapper : IMapper
{
    private readonly MusiqConfig _config;
    private readonly PixelLookup _levels;
    private readonly ICompiledGraph _blocks;

    /// <param name="config">The network.</param>
    /// <param name="depth">Number of blocks after the stem.</param>
    /// <param name="weights">By parameter path.</param>
    /// <param name="engine">What runs them.</param>
    public ShallowMapper(MusiqConfig config, int depth, IReadOnlyDictionary<string, Tensor> weights, IEngine engine)
    {
        (_config, _levels) = (config, PixelLookup.Of(config.PatchBackbone));
        var stage = config.PatchBackbone.Stages[config.PatchBackbone.AfterBlocks(depth)];
        (Channels, CellSide) = (stage.Channels, MusiqConfig.Patch / stage.Stride);
        _blocks = engine.Compile(new Blocks(config, depth), weights);
    }

    public int Channels { get; }

    public int CellSide { get; }

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var maps = new List<ScaleMap>();
        foreach (var scale in MusiqInput.Of(example.Load(), _config).Grids)
        {
            var (height, width) = (scale.Rows * MusiqConfig.Patch, scale.Columns * MusiqConfig.Patch);
            var planes = new float[3 * height * width];
            scale.CopyAll(_levels, planes);
            using var results = _blocks.Run([new GraphValue("image", planes, 1, 3, height, width)], ["maps"]);
            maps.Add(new ScaleMap(scale.Rows, scale.Columns, results[0].Floats.ToArray()));
        }

        return maps;
    }

    public void Dispose() => _blocks.Dispose();

    private sealed record Blocks(MusiqConfig Config, int Depth) : INetworkGraph
    {
        public void Build<T>(IGraphBuilder<T> graph)
            where T : class =>
            graph.Output("maps", MusiqNetwork.ShallowMaps(graph.Net, graph.Floats("image", 1, 3, "height", "width"), Depth, Config));
    }
}

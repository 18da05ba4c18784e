using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>Runs the first blocks of MUSIQ's backbone on each scale.</summary>
internal sealed class ShallowMapper : IMapper
{
    private readonly MusiqConfig _config;
    private readonly PixelLookup _levels;
    private readonly InferenceSession _session;

    /// <param name="config">The network.</param>
    /// <param name="depth">Number of blocks after the stem.</param>
    /// <param name="weights">By parameter path.</param>
    public ShallowMapper(MusiqConfig config, int depth, IReadOnlyDictionary<string, Tensor> weights)
    {
        (_config, _levels) = (config, PixelLookup.Of(config.PatchBackbone));
        var stage = config.PatchBackbone.Stages[config.PatchBackbone.AfterBlocks(depth)];
        (Channels, CellSide) = (stage.Channels, MusiqConfig.Patch / stage.Stride);
        var graph = new OnnxGraph();
        graph.Output("maps", MusiqNetwork.ShallowMaps(new OnnxNet(graph, weights, OnnxOps.Fused), graph.FloatInput("image", 1, 3, "height", "width"), depth, config));
        using var settings = Sessions.Settings(new MetricOptions { Threads = 1 });
        _session = new InferenceSession(graph.ToBytes(), settings);
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
            using var run = new RunOptions();
            using var source = Sessions.Wrap(planes.AsMemory(), 1, 3, height, width);
            using var results = _session.Run(run, ["image"], [source], ["maps"]);
            maps.Add(new ScaleMap(scale.Rows, scale.Columns, results[0].GetTensorDataAsSpan<float>().ToArray()));
        }

        return maps;
    }

    public void Dispose() => _session.Dispose();
}

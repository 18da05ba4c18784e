using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Iqt;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Training.Tasks.Iqt;

/// <summary>Runs IQT's backbone on whole images.</summary>
internal sealed class IqtMapper : IMapper
{
    private readonly IqtConfig _config;
    private readonly Normalisation _normalisation;
    private readonly InferenceSession _session;

    /// <param name="config">A network that looks at whole images.</param>
    /// <param name="weights">By parameter path.</param>
    public IqtMapper(IqtConfig config, IReadOnlyDictionary<string, Tensor> weights)
    {
        (_config, _normalisation, Channels) = (config, new Normalisation(Backbone.Of(config.Backbone)), config.FeatureChannels);
        using var settings = Sessions.Settings(new MetricOptions { Threads = 1 });
        _session = new InferenceSession(IqtGraph.Backbone(config, weights).ToBytes(), settings);
    }

    public int Channels { get; }

    public int CellSide => 1;

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var view = FullImageInput.Of(example.Load(), _config.ViewingSide, _config.Crop, FullImageInput.LargestFactor, _config.FeatureStride);
        using var run = new RunOptions();
        using var source = Sessions.Wrap(_normalisation.Crop(view, 0, 0, view.Width, view.Height).AsMemory(), 1, 3, view.Height, view.Width);
        using var results = _session.Run(run, [IqtGraph.Crops], [source], [IqtGraph.Features]);
        var stride = _config.FeatureStride;
        return [new ScaleMap(view.Height / stride, view.Width / stride, results[0].GetTensorDataAsSpan<float>().ToArray())];
    }

    public void Dispose() => _session.Dispose();
}

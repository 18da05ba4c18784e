using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Iqt;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.Iqt;

/// <summary>Runs IQT's backbone on whole images.</summary>
internal sealed class IqtMapper : IMapper
{
    private readonly IqtConfig _config;
    private readonly Normalisation _normalisation;
    private readonly ICompiledGraph _features;

    /// <param name="config">A network that looks at whole images.</param>
    /// <param name="weights">By parameter path.</param>
    /// <param name="engine">What runs it.</param>
    public IqtMapper(IqtConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine)
    {
        (_config, _normalisation, Channels) = (config, new Normalisation(Backbone.Of(config.Backbone)), config.FeatureChannels);
        _features = engine.Compile(new IqtFeatureStage(config), weights);
    }

    public int Channels { get; }

    public int CellSide => 1;

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var view = FullImageInput.Of(example.Load(), _config.ViewingSide, _config.Crop, FullImageInput.LargestFactor, _config.FeatureStride);
        var image = new GraphValue(IqtFeatureStage.Images, _normalisation.Crop(view, 0, 0, view.Width, view.Height), 1, 3, view.Height, view.Width);
        using var outputs = _features.Run([image], [IqtFeatureStage.Features]);
        return [new ScaleMap(view.Height / _config.FeatureStride, view.Width / _config.FeatureStride, outputs[0].Floats.ToArray())];
    }

    public void Dispose() => _features.Dispose();
}

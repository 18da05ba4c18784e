using IqaSharp.Images.Resampling;
using IqaSharp.Networks;
using IqaSharp.Scoring;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Trainees;

/// <summary>The middle of an image as CKDN sees it: restorations are made once, since some take a second each.</summary>
internal sealed class CkdnMapper(CkdnConfig config) : IMapper
{
    private readonly Normalisation _normalisation = new(Backbone.Of(config.Backbone));

    public int Channels => 3;

    public int CellSide => 1;

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var (resized, x, y) = CkdnScorer.Prepare(example.Load(), config.Crop, example.IsInput ? PillowNearest.Resize : PillowBicubic.Resize);
        return [new ScaleMap(config.Crop, config.Crop, _normalisation.Crop(resized, x, y, config.Crop, config.Crop))];
    }

    public void Dispose()
    {
        // holds nothing
    }
}

using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.Ckdn;

/// <summary>Prepares CKDN's input pixels; cached, since some restorations take a second each.</summary>
internal sealed class CkdnMapper(CkdnConfig config) : IMapper
{
    private readonly Normalisation _normalisation = new(Backbone.Of(config.Backbone));

    public int Channels => 3;

    public int CellSide => 1;

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var (seen, x, y, width, height) = CkdnInput.Seen(example.Load(), config, example is DegradedPhotograph ? PillowNearest.Resize : PillowBicubic.Resize);
        return [new ScaleMap(height, width, _normalisation.Crop(seen, x, y, width, height))];
    }

    public void Dispose()
    {
        // nothing to release
    }
}

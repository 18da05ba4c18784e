using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>Scales as pixels, decoded at every load.</summary>
internal sealed class PixelMaps(MusiqConfig config, IReadOnlyList<Example> examples) : IMapSource
{
    private readonly PixelLookup _levels = config.Backbone is null ? PixelLookup.Signed : PixelLookup.Of(config.PatchBackbone);

    public int Channels => 3;

    public int CellSide => MusiqConfig.Patch;

    public IReadOnlyList<ScaleMap> Load(int example) => [.. MusiqInput.Of(examples[example].Load(), config).Grids.Select(Planes)];

    public void Dispose()
    {
        // nothing to release
    }

    private ScaleMap Planes(MusiqScale scale)
    {
        var planes = new float[3 * scale.Rows * scale.Columns * MusiqConfig.Patch * MusiqConfig.Patch];
        scale.CopyAll(_levels, planes);
        return new ScaleMap(scale.Rows, scale.Columns, planes);
    }
}

using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Trainees;

/// <summary>Scales as pixels, decoded whenever they are asked for.</summary>
internal sealed class PixelSource(MusiqConfig config, IReadOnlyList<Example> examples) : IScaleSource
{
    private readonly PixelLookup _levels = config.Backbone is null ? PixelLookup.Signed : PixelLookup.Of(config.PatchBackbone);

    public int Channels => 3;

    public int CellSide => MusiqConfig.Patch;

    public IReadOnlyList<ScaleMap> Load(int example) => [.. MusiqInput.Of(examples[example].Load(), config).Grids.Select(Planes)];

    public void Dispose()
    {
        // holds nothing
    }

    private ScaleMap Planes(MusiqScale scale)
    {
        var planes = new float[3 * scale.Rows * scale.Columns * MusiqConfig.Patch * MusiqConfig.Patch];
        scale.CopyAll(_levels, planes);
        return new ScaleMap(scale.Rows, scale.Columns, planes);
    }
}

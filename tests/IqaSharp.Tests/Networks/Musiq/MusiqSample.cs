using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;

namespace IqaSharp.Tests.Networks.Musiq;

internal static class MusiqSample
{
    public static ArchitectureSample Record { get; } = new(MusiqArchitecture.Record, [.. TestModel.MusiqVariants().Select(row => row.Data)], (config, image, _) => Inputs((MusiqConfig)config, image));

    private static GraphValue[] Inputs(MusiqConfig config, Image image)
    {
        var input = MusiqInput.Of(image, config);
        return
        [
            .. config.Backbone is null ? [Patches(input)] : input.Grids.Select((scale, i) => Scale(MusiqGraph.ScaleName(config, i), scale, PixelLookup.Of(config.PatchBackbone))),
            new GraphValue("positions", input.Positions, input.Tokens),
            new GraphValue("scales", input.Scales, input.Tokens),
        ];
    }

    private static GraphValue Patches(MusiqInput input)
    {
        var patches = new float[input.Tokens * 3 * 32 * 32];
        input.CopyPatches(0, patches);
        return new GraphValue("patches", patches, input.Tokens, 3, 32, 32);
    }

    private static GraphValue Scale(string name, MusiqScale scale, PixelLookup lookup)
    {
        var (height, width) = (32 * scale.Rows, 32 * scale.Columns);
        var planes = new float[3 * height * width];
        scale.CopyAll(lookup, planes);
        return new GraphValue(name, planes, 1, 3, height, width);
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Iqt;

/// <summary>Where an image differs from its reference: how far the encoder's tokens of both lie apart, at each position of the feature maps that the score is computed from.</summary>
internal sealed class IqtDifferenceMapper(IqtConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ICompiledGraph features) : IDisposable
{
    private readonly Normalisation _normalisation = new(Backbone.Of(config.Backbone));
    private readonly ICompiledGraph _difference = engine.Compile(new IqtDifferenceStage(config), weights);

    /// <summary>The map of an image, and of a reference of the same size.</summary>
    public QualityMap Map(Image image, Image reference, CancellationToken cancellation) =>
        QualityMap.OfDifferences(config.Whole ? MapWhole(image, reference, cancellation) : MapCrops(image, reference, cancellation));

    public void Dispose() => _difference.Dispose();

    private Plane MapWhole(Image image, Image reference, CancellationToken cancellation)
    {
        var (seen, other) = (View(image), View(reference));
        var (columns, rows) = (seen.Width / config.FeatureStride, seen.Height / config.FeatureStride);
        var values = Differences(seen, other, (0, 0), seen.Width, seen.Height, cancellation);

        // The last row and column are repeated up to a multiple of the stride, and a small image up to a crop; only the image itself is mapped.
        var reduction = FullImageInput.Factor(image.Width, image.Height, config.ViewingSide, FullImageInput.LargestFactor);
        var (width, height) = ((double)image.Width / reduction / config.FeatureStride, (double)image.Height / reduction / config.FeatureStride);
        return CellPlane.Of(values, columns, rows, (0, 0, width, height), (int)Math.Ceiling(width), (int)Math.Ceiling(height));
    }

    /// <summary>Crops side by side, the last ones shifted inwards; where they overlap, the later one counts.</summary>
    private Plane MapCrops(Image image, Image reference, CancellationToken cancellation)
    {
        var (crop, side) = (config.Crop, config.FeatureSide);
        var plane = new Plane(Math.Max(1, image.Width * side / crop), Math.Max(1, image.Height * side / crop));
        foreach (var top in Corners(image.Height, crop))
        {
            foreach (var left in Corners(image.Width, crop))
            {
                var values = Differences(image, reference, (left, top), crop, crop, cancellation);
                var (x, y) = (Math.Min(left * side / crop, plane.Width - side), Math.Min(top * side / crop, plane.Height - side));
                for (var row = 0; row < side; row++)
                {
                    values.AsSpan(row * side, side).CopyTo(plane.Row(y + row)[x..]);
                }
            }
        }

        return plane;
    }

    private static IEnumerable<int> Corners(int length, int crop) => Enumerable.Range(0, (length + crop - 1) / crop).Select(i => Math.Min(i * crop, length - crop));

    private Image View(Image image) => FullImageInput.Of(image, config.ViewingSide, config.Crop, FullImageInput.LargestFactor, config.FeatureStride);

    private float[] Differences(Image image, Image reference, (int X, int Y) corner, int width, int height, CancellationToken cancellation)
    {
        GraphOutputs Features(Image of) => features.Run(
            [new GraphValue(IqtFeatureStage.Images, _normalisation.Crop(of, corner.X, corner.Y, width, height), 1, 3, height, width)], [IqtFeatureStage.Features], cancellation: cancellation);
        using GraphOutputs own = Features(image), others = Features(reference);
        using var outputs = _difference.Run([own[0] with { Name = IqtGraph.Distorted }, others[0] with { Name = IqtGraph.Reference }], [IqtDifferenceStage.Difference], cancellation: cancellation);
        return outputs[0].Floats.ToArray();
    }
}

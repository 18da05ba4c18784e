using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn;

/// <summary>An image as CKDN sees it, with the published preprocessing: the shorter side resized to crop / 0.875, the restored image bicubically,
/// the degraded one by nearest neighbour, then the middle; or the whole image.</summary>
internal sealed class CkdnInput(CkdnConfig config)
{
    private const double CropShare = 0.875;

    // The longer side follows the shorter: a sliver would become an image of gigabytes.
    private const int MostSlender = 100;

    private readonly Normalisation _normalisation = new(Backbone.Of(config.Backbone));

    /// <summary>A restored image as a graph takes it; without one, as planes.</summary>
    public GraphValue Restored(Image image, ICompiledGraph? graph = null) => Input(graph, CkdnGraph.Restored, image, PillowBicubic.Resize);

    /// <summary>A degraded image as a graph takes it; without one, as planes.</summary>
    public GraphValue Reference(Image image, ICompiledGraph? graph = null) => Input(graph, CkdnGraph.Reference, image, PillowNearest.Resize);

    /// <summary>The scores of the places of a restored image, as a map of all of it. What lies outside the part that the network sees takes the nearest value.</summary>
    /// <param name="image">The image.</param>
    /// <param name="places">[positions], row by row.</param>
    public QualityMap Map(Image image, ReadOnlySpan<float> places)
    {
        var backbone = Backbone.Of(config.Backbone);
        var (seen, x, y, width, height) = Seen(image, config, PillowBicubic.Resize);
        var (columns, rows) = config.Whole ? (width / config.FeatureStride, height / config.FeatureStride) : (backbone.Side(width, config.FeatureStride), backbone.Side(height, config.FeatureStride));

        // In positions: a whole image may have been extended, to the right and below, and a crop lies within it.
        var factor = config.Whole ? FullImageInput.Factor(image.Width, image.Height, config.ViewingSide, config.LargestReduction) : (double)image.Width / seen.Width;
        double Across(double pixels) => pixels * columns / width;
        double Down(double pixels) => pixels * rows / height;
        var area = (Across(-x), Down(-y), Across(image.Width / factor), Down(config.Whole ? image.Height / factor : seen.Height));
        return new(CellPlane.Of(places, columns, rows, area, (int)Math.Ceiling(area.Item3), (int)Math.Ceiling(area.Item4)), new(0, 1), HigherIsBetter: true);
    }

    /// <summary>How many pixels the network computes with, for an image of a size.</summary>
    public static long Pixels(int width, int height, CkdnConfig config) =>
        config.Whole ? FullImageInput.Pixels(width, height, config.ViewingSide, config.LargestReduction) : (long)config.Crop * config.Crop;

    /// <summary>The image that the network sees, and which part of it.</summary>
    public static (Image Image, int X, int Y, int Width, int Height) Seen(Image image, CkdnConfig config, Func<Image, int, int, Image> resize)
    {
        if (config.Whole)
        {
            var view = FullImageInput.Of(image, config.ViewingSide, config.Crop, config.LargestReduction, config.FeatureStride);
            return (view, 0, 0, view.Width, view.Height);
        }

        var (resized, x, y) = Prepare(image, config.Crop, resize);
        return (resized, x, y, config.Crop, config.Crop);
    }

    /// <summary>The resized image, and where its middle begins.</summary>
    public static (Image Resized, int X, int Y) Prepare(Image image, int crop, Func<Image, int, int, Image> resize)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        if (longer > MostSlender * (long)shorter)
        {
            throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are more than {MostSlender} times as long as wide, of which no crop of the middle shows enough");
        }

        var side = (int)(crop / CropShare);
        var other = (int)((long)side * longer / shorter); // truncated, as torchvision's Resize does
        var resized = image.Width < image.Height ? resize(image, side, other) : resize(image, other, side);
        return (resized, Offset(resized.Width, crop), Offset(resized.Height, crop));
    }

    private static int Offset(int length, int crop) => (int)Math.Round((length - crop) / 2.0, MidpointRounding.ToEven);

    private GraphValue Input(ICompiledGraph? graph, string name, Image image, Func<Image, int, int, Image> resize)
    {
        var (seen, x, y, width, height) = Seen(image, config, resize);
        return _normalisation.Input(graph, name, seen, x, y, width, height);
    }
}

using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Iqt;
using IqaSharp.Tests.Metrics;

namespace IqaSharp.Tests.Networks.Iqt;

internal static class IqtSample
{
    private const int Stride = 16; // of EfficientNet-Lite's maps

    public static ArchitectureSample Record { get; } = new(
        IqtArchitecture.Record,
        [TestModel.TinyIqt, TestModel.TinyWholeIqt, .. TestModel.IqtVariants().Select(row => row.Data)],
        (config, image, reference) => config is IqtConfig { Whole: true } whole ? WholeImages(whole, image, reference) : Crops((IqtConfig)config, image, reference));

    private static GraphValue[] Crops(IqtConfig c, Image image, Image reference)
    {
        var corners = CropGrid.Of(image.Width, image.Height, c.Crop, ArchitectureSample.Crops);
        var normalisation = new Normalisation(Backbone.Of(c.Backbone));
        GraphValue Input(string name, Image seen) =>
            new(name, corners.SelectMany(at => normalisation.Crop(seen, at.X, at.Y, c.Crop, c.Crop)).ToArray(), corners.Count, 3, c.Crop, c.Crop);
        return [Input("distorted", image), Input("reference", reference)];
    }

    private static GraphValue[] WholeImages(IqtConfig c, Image image, Image reference)
    {
        var views = new[] { image, reference }.Select(seen => FullImageInput.Of(seen, c.ViewingSide, c.Crop, FullImageInput.LargestFactor, Stride)).ToArray();
        var (rows, columns, side) = (views[0].Height / Stride, views[0].Width / Stride, c.Crop / Stride);
        var corners = CropGrid.Of(columns, rows, side, ArchitectureSample.Crops);
        var positions = corners.SelectMany(at => Enumerable.Range(0, side * side).Select(i => (long)((at.Y + (i / side)) * columns) + at.X + (i % side))).ToArray();
        var normalisation = new Normalisation(Backbone.Of(c.Backbone));
        GraphValue Input(string name, Image view) => new(name, normalisation.Crop(view, 0, 0, view.Width, view.Height), 1, 3, view.Height, view.Width);
        return [Input("distorted", views[0]), Input("reference", views[1]), new GraphValue("positions", positions, corners.Count, side * side)];
    }
}

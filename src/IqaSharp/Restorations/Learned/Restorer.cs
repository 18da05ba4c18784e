using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Networks;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations.Learned;

/// <summary>Restoration with the network trained by 'iqa fit restorer': one blind model for enlarged, noisy and blocky planes.</summary>
internal static class Restorer
{
    public const string Resource = "restorer.onnx";

    private const string Planes = "planes";
    private const string Residuals = "residuals";
    private const int Tile = 512; // the activations of a tile take 34 MB

    private static readonly Lazy<ICompiledGraph> Session = new(Open);

    public static IReadOnlyList<Restoration> All { get; } =
    [
        Of("learned-upscale", RestorationKind.Upscale, "none to all of its correction", Upscale),
        Of("learned-denoise", RestorationKind.Denoise, "none to twice its correction", Repair),
        Of("learned-deblock", RestorationKind.Deblock, "none to twice its correction", Repair),
    ];

    /// <summary>Cubic convolution, whose result the network improves.</summary>
    public static Plane Enlarge(Plane plane, int width, int height) => PlaneResampler.Resize(plane, width, height, ResamplingKernel.Cubic(-0.5));

    /// <summary>The network as an ONNX graph: planes → residuals, shapes as in <see cref="RestorerNetwork.Residual"/>.</summary>
    public static OnnxGraph Graph(IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var planes = graph.FloatInput(Planes, "n", 1, "height", "width");
        graph.Output(Residuals, RestorerNetwork.Residual(new OnnxNet(graph, weights, OnnxOps.Standard), planes));
        return graph;
    }

    private static Restoration Of(string name, RestorationKind kind, string correction, Func<Image, RestorationOptions, Image> restore) =>
        new(name, kind, "Kim, Lee and Lee 2016, Mohan et al. 2020", $"A small convolutional network trained here; with strength {correction}", restore);

    private static Image Upscale(Image image, RestorationOptions options)
    {
        using var ycc = YCbCr.Of(image);
        using var enlarged = ycc.Select(plane => Enlarge(plane, options.Width!.Value, options.Height!.Value));

        // Not twice the correction, as in Repair: the network does not know the factor, and over-corrects small ones.
        using var luma = Restore(enlarged.First, (float)options.Strength);
        return YCbCr.ToImage(new ColourPlanes(luma, enlarged.Second, enlarged.Third));
    }

    private static Image Repair(Image image, RestorationOptions options) => image.FilterEach(plane => Restore(plane, 2 * (float)options.Strength));

    private static Plane Restore(Plane plane, float share)
    {
        const int margin = RestorerNetwork.Margin;
        using var mirrored = new MirroredPlane(plane, margin);
        var result = new Plane(plane.Width, plane.Height);
        for (var top = 0; top < plane.Height; top += Tile)
        {
            for (var left = 0; left < plane.Width; left += Tile)
            {
                var (width, height) = (Math.Min(Tile, plane.Width - left), Math.Min(Tile, plane.Height - top));
                using var outputs = Residual(mirrored, left, top, width, height);
                var residual = outputs[0].Floats.Span;
                for (var y = 0; y < height; y++)
                {
                    var from = plane.Row(top + y).Slice(left, width);
                    var to = result.Row(top + y).Slice(left, width);
                    for (var x = 0; x < width; x++)
                    {
                        to[x] = from[x] + (share * residual[(y * width) + x]);
                    }
                }
            }
        }

        return result;
    }

    private static GraphOutputs Residual(MirroredPlane plane, int left, int top, int width, int height)
    {
        const int margin = RestorerNetwork.Margin;
        var (inWidth, inHeight) = (width + (2 * margin), height + (2 * margin));
        var values = new float[inWidth * inHeight];
        for (var y = 0; y < inHeight; y++)
        {
            plane.Row(top + y - margin).Slice(left, inWidth).CopyTo(values.AsSpan(y * inWidth));
        }

        return Session.Value.Run([new GraphValue(Planes, values, 1, 1, inHeight, inWidth)], [Residuals]);
    }

    private static ICompiledGraph Open()
    {
        using var stream = typeof(Restorer).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new OnnxEngine().Open(bytes);
    }
}

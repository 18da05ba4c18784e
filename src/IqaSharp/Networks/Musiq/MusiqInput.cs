using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Networks.Musiq;

/// <summary>An image as MUSIQ sees it: the patches of every scale one after the other, each with its hashed position and its scale.</summary>
/// <remarks>Section 3.1 to 3.4 of the paper, without the padding tokens of the public implementations: they never reach a score.</remarks>
internal sealed class MusiqInput
{
    private const int Patch = MusiqConfig.Patch;

    private readonly List<MusiqScale> _grids = [];

    private MusiqInput()
    {
    }

    /// <summary>The scales, in the order of their tokens.</summary>
    public IReadOnlyList<MusiqScale> Grids => _grids;

    /// <summary>How many patches there are over all scales.</summary>
    public int Tokens { get; private set; }

    /// <summary>[tokens]: the cell of the G×G grid that each patch hashes to.</summary>
    public long[] Positions { get; private set; } = [];

    /// <summary>[tokens]: the scale of each patch.</summary>
    public long[] Scales { get; private set; } = [];

    /// <summary>The input for an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="c">The scales and the resampling.</param>
    /// <param name="maxSide">The longest side in pixels at which the native scale is taken; null for no limit.</param>
    public static MusiqInput Of(Image image, MusiqConfig c, int? maxSide = null)
    {
        var input = new MusiqInput();
        foreach (var side in c.Scales)
        {
            input._grids.Add(Resized(image, side, c.Semantics));
        }

        if (c.Native)
        {
            var limit = Math.Min(maxSide ?? int.MaxValue, c.NativeSide ?? int.MaxValue);
            input._grids.Add(limit < Math.Max(image.Width, image.Height) ? Resized(image, limit, c.Semantics) : new MusiqScale(image));
        }

        input.Tokens = input._grids.Sum(grid => grid.Rows * grid.Columns);
        input.Positions = new long[input.Tokens];
        input.Scales = new long[input.Tokens];
        input.Place(c);
        return input;
    }

    /// <summary>Writes patches, planar, values in −1…1.</summary>
    /// <param name="first">The first patch's index in the sequence.</param>
    /// <param name="destination">[patches, 3, 32, 32]; it is filled with as many as it holds.</param>
    public void CopyPatches(int first, Span<float> destination)
    {
        const int Length = 3 * Patch * Patch;
        var last = first + (destination.Length / Length);
        var start = 0;
        foreach (var grid in _grids)
        {
            var end = start + (grid.Rows * grid.Columns);
            for (var i = Math.Max(start, first); i < Math.Min(end, last); i++)
            {
                grid.CopyPatch((i - start) / grid.Columns, (i - start) % grid.Columns, PixelLookup.Signed, destination.Slice((i - first) * Length, Length));
            }

            start = end;
        }
    }

    private void Place(MusiqConfig c)
    {
        var token = 0;
        for (var scale = 0; scale < _grids.Count; scale++)
        {
            var grid = _grids[scale];
            for (var row = 0; row < grid.Rows; row++)
            {
                for (var column = 0; column < grid.Columns; column++, token++)
                {
                    Positions[token] = Position(row, grid.Rows, column, grid.Columns, c);
                    Scales[token] = scale;
                }
            }
        }
    }

    /// <summary>The cell of the grid that is a patch's position.</summary>
    internal static long Position(int row, int rows, int column, int columns, MusiqConfig c) => c.Position == MusiqPosition.Plain
        ? (Math.Min(row, c.Grid - 1) * c.Grid) + Math.Min(column, c.Grid - 1)
        : (Hash(row, rows, c.Grid) * c.Grid) + Hash(column, columns, c.Grid);

    // Float32 as in the official nearest-neighbour resize of the index grid: its rounding decides between neighbouring cells.
    private static int Hash(int index, int count, int gridSide) => (int)(index * ((float)gridSide / count));

    private static MusiqScale Resized(Image image, int longerSide, MusiqSemantics semantics)
    {
        var (width, height) = semantics == MusiqSemantics.Google
            ? (SingleSide(image.Width, image, longerSide), SingleSide(image.Height, image, longerSide))
            : (DoubleSide(image.Width, image, longerSide), DoubleSide(image.Height, image, longerSide));
        if (semantics == MusiqSemantics.Pillow)
        {
            return new MusiqScale(PillowBicubic.Resize(image, width, height));
        }

        Func<int, int, Taps> taps = semantics == MusiqSemantics.Google ? TensorFlowGaussian.Taps : TorchBicubic.Taps;
        return new MusiqScale(width, height, FloatResize.Apply(image, taps(image.Height, height), taps(image.Width, width), PixelLookup.Signed.Red));
    }

    // TensorFlow computes the size in float32, Python in float64; both round half to even.
    private static int SingleSide(int side, Image image, int longerSide) =>
        Math.Max(1, (int)MathF.Round(side * ((float)longerSide / Math.Max(image.Width, image.Height)), MidpointRounding.ToEven));

    private static int DoubleSide(int side, Image image, int longerSide) =>
        Math.Max(1, (int)Math.Round(side * ((double)longerSide / Math.Max(image.Width, image.Height)), MidpointRounding.ToEven));
}

using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Statistics of 16×16 blocks with a stride of 4 pixels.</summary>
internal sealed class MadBlocks
{
    /// <summary>The side of a block.</summary>
    public const int Side = 16;

    /// <summary>The stride of blocks, and the side of the tiles that their sums are built from.</summary>
    private const int Step = 4;

    private const int Powers = 4;

    private readonly int _tiles;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _height;
    private readonly double[] _sums; // [tile row, tile column, power]

    private MadBlocks(Plane plane)
    {
        (_width, _height) = (plane.Width, plane.Height);
        (_tiles, _columns, _rows) = (plane.Width / Step, Columns(plane.Width), Columns(plane.Height));
        _sums = new double[_tiles * (plane.Height / Step) * Powers];
        for (var y = 0; y < plane.Height / Step * Step; y++)
        {
            var row = plane.Row(y);
            var sums = _sums.AsSpan(y / Step * _tiles * Powers);
            for (var x = 0; x < _tiles * Step; x++)
            {
                var sum = sums.Slice(x / Step * Powers, Powers);
                double value = row[x];
                var square = value * value;
                sum[0] += value;
                sum[1] += square;
                sum[2] += square * value;
                sum[3] += square * square;
            }
        }
    }

    /// <summary>The number of blocks.</summary>
    public int Count => _columns * _rows;

    public static MadBlocks Of(Plane plane) => new(plane);

    /// <summary>The number of blocks along a side.</summary>
    public static int Columns(int length) => ((length - Side) / Step) + 1;

    /// <summary>Root mean square of a per-pixel value over the image without its margins.</summary>
    /// <param name="width">Image width.</param>
    /// <param name="height">Image height.</param>
    /// <param name="value">The value at block (column, row) and pixel (x, y).</param>
    public static double RootMeanSquare(int width, int height, Func<int, int, int, int, double> value)
    {
        var sum = 0.0;
        for (var y = Side; y < height - Side - 1; y++)
        {
            for (var x = Side; x < width - Side - 1; x++)
            {
                var v = value(x / Step, y / Step, x, y);
                sum += v * v;
            }
        }

        return Math.Sqrt(sum / ((double)(width - (2 * Side) - 1) * (height - (2 * Side) - 1)));
    }

    /// <summary>The mean of a block, in raster order.</summary>
    public double Mean(int block) => Mean(block % _columns, block / _columns);

    public double Mean(int column, int row) => Sum(column, row, Side, 0) / (Side * Side);

    /// <summary>The sample standard deviation.</summary>
    public double Deviation(int column, int row) => Deviation(column, row, Side);

    /// <summary>The smallest deviation of the block's quarters: an edge does not mask distortion in the flat area beside it (section 3.1.2).</summary>
    public double SmallestDeviation(int column, int row)
    {
        // The authors' code steps 5 pixels in a map that is constant on 4×4 tiles: to the next tile, if that is inside the image.
        var least = double.PositiveInfinity;
        for (var down = 0; down < 2; down++)
        {
            for (var right = 0; right < 2; right++)
            {
                if ((down == 0 || (row * Step) + 5 <= _height - Side) && (right == 0 || (column * Step) + 5 <= _width - Side))
                {
                    least = Math.Min(least, Deviation(column + right, row + down, Side / 2));
                }
            }
        }

        return least;
    }

    /// <summary>Deviation, skewness and kurtosis of a block, in raster order; the latter two are 0 if all pixels are equal.</summary>
    public (double Deviation, double Skewness, double Kurtosis) Shape(int block)
    {
        const double n = Side * Side;
        var (column, row) = (block % _columns, block / _columns);
        var mean = Sum(column, row, Side, 0) / n;
        var (second, third, fourth) = (Sum(column, row, Side, 1) / n, Sum(column, row, Side, 2) / n, Sum(column, row, Side, 3) / n);
        var variance = second - (mean * mean);
        if (variance <= second * 1e-12)
        {
            return (0, 0, 0);
        }

        var skew = third - (3 * mean * second) + (2 * mean * mean * mean);
        var peak = fourth - (4 * mean * third) + (6 * mean * mean * second) - (3 * mean * mean * mean * mean);
        return (Math.Sqrt(variance * n / (n - 1)), skew / Math.Pow(variance, 1.5), peak / (variance * variance));
    }

    private double Deviation(int column, int row, int side)
    {
        var n = side * side;
        var mean = Sum(column, row, side, 0) / n;
        return Math.Sqrt(Math.Max(0, Sum(column, row, side, 1) - (mean * mean * n)) / (n - 1));
    }

    private double Sum(int column, int row, int side, int power)
    {
        var sum = 0.0;
        for (var y = row; y < row + (side / Step); y++)
        {
            for (var x = column; x < column + (side / Step); x++)
            {
                sum += _sums[(((y * _tiles) + x) * Powers) + power];
            }
        }

        return sum;
    }
}

using IqaSharp.Imaging.Planes;

namespace IqaSharp.Server.Contract;

/// <summary>Where an image is good, or where it differs from its reference.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Width">Columns of the map; it covers the whole image.</param>
/// <param name="Height">Rows.</param>
/// <param name="Low">The lower end of the scale of colours.</param>
/// <param name="High">The upper end.</param>
/// <param name="HigherIsBetter">Whether larger values are better places.</param>
/// <param name="Values">The map row by row.</param>
internal sealed record MapResult(string Image, string Metric, int Width, int Height, double Low, double High, bool HigherIsBetter, IReadOnlyList<float> Values)
{
    private const int LongestSide = 256; // a map has few details, and JSON many digits

    public static MapResult Of(string image, string metric, Plane map, double low, double high, bool higherIsBetter)
    {
        var step = (int)Math.Ceiling(Math.Max(map.Width, map.Height) / (double)LongestSide);
        var (width, height) = ((map.Width + step - 1) / step, (map.Height + step - 1) / step);
        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Round(Mean(map, i % width * step, i / width * step, step), 3);
        }

        return new MapResult(image, metric, width, height, low, high, higherIsBetter, values);
    }

    private static float Mean(Plane map, int left, int top, int step)
    {
        var (sum, count) = (0f, 0);
        for (var y = top; y < Math.Min(top + step, map.Height); y++)
        {
            foreach (var value in map.Row(y)[left..Math.Min(left + step, map.Width)])
            {
                (sum, count) = (sum + value, count + 1);
            }
        }

        return sum / count;
    }
}

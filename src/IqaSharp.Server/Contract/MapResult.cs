using IqaSharp.Networks;

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
    private const int Digits = 4;

    public static MapResult Of(string image, string metric, QualityMap map)
    {
        using var reduced = map.Reduced(LongestSide);
        var plane = reduced.Values;
        return new(image, metric, plane.Width, plane.Height, map.Range.Low, map.Range.High, map.HigherIsBetter, Array.ConvertAll(plane.Samples.ToArray(), value => MathF.Round(value, Digits)));
    }
}

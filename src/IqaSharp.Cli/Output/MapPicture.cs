using System.Globalization;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;

namespace IqaSharp.Cli.Output;

/// <summary>A map for a person to see, or for a program to read.</summary>
internal static class MapPicture
{
    /// <summary>The map over its photograph, with its legend.</summary>
    public static Image Draw(Image image, QualityMap map, string metric) =>
        MapLegend.Below(HeatMap.Overlay(image, map.Values, map.Range.Low, map.Range.High), map.Range.Low, map.Range.High, $"{metric}: {Title(map)}");

    /// <summary>What a map's colours mean.</summary>
    public static string Title(QualityMap map) => map.HigherIsBetter ? "score of places, palest where it is best"
        : map.Range.Low == 0 ? "difference from the reference, palest where it is largest"
        : "score of places, darkest where it is best";

    /// <summary>A map's lowest and highest value.</summary>
    public static string Span(QualityMap map)
    {
        var (low, high) = (float.MaxValue, float.MinValue);
        foreach (var value in map.Values.Samples)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return string.Create(CultureInfo.InvariantCulture, $"places from {low:0.###} to {high:0.###}");
    }

    /// <summary>Writes a line for each row of a map.</summary>
    public static void WriteNumbers(TextWriter writer, Plane plane)
    {
        for (var y = 0; y < plane.Height; y++)
        {
            writer.Write(string.Join(',', plane.Row(y).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n");
        }
    }
}

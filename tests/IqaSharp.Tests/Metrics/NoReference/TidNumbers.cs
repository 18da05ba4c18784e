using System.Globalization;
using IqaSharp.Imaging;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>Five distorted images of TID2013, and the authors' programs' scores (../shared/reference/tid2013-pairs).</summary>
internal static class TidNumbers
{
    public static Image Distorted(string name) => Image.Load(Shared.Find($"reference/tid2013-pairs/distorted/{name}.bmp"));

    /// <summary>The number in the row of a method and the column of an image.</summary>
    public static double Published(string method, string image)
    {
        var rows = File.ReadLines(Shared.Find("reference/tid2013-pairs/published.csv")).Select(line => line.Split(',')).ToList();
        return double.Parse(rows.Single(row => row[0] == method)[Array.IndexOf(rows[0], $"{image}.bmp")], CultureInfo.InvariantCulture);
    }
}

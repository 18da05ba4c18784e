using IqaSharp.Core;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Networks;

/// <summary>Where an image is good, and where it is bad.</summary>
/// <param name="Values">The value at each place. It covers the whole image evenly, usually with far fewer samples than the image has pixels.</param>
/// <param name="Range">The scale that the values are drawn on: that of the metric's scores, or from no difference to the largest.</param>
/// <param name="HigherIsBetter">Whether a larger value is a better place.</param>
public sealed record QualityMap(Plane Values, ScoreRange Range, bool HigherIsBetter) : IDisposable
{
    /// <summary>Returns the values' memory.</summary>
    public void Dispose() => Values.Dispose();

    /// <summary>The same map with fewer samples, each the mean of those that it stands for.</summary>
    /// <param name="longestSide">The longer side in samples that it has at most.</param>
    public QualityMap Reduced(int longestSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        var factor = Math.Max(1, Math.Max(Values.Width, Values.Height) / (double)longestSide);
        var plane = new Plane(Math.Max(1, (int)Math.Round(Values.Width / factor)), Math.Max(1, (int)Math.Round(Values.Height / factor)));
        for (var y = 0; y < plane.Height; y++)
        {
            var (top, bottom) = (y * Values.Height / plane.Height, (y + 1) * Values.Height / plane.Height);
            for (var x = 0; x < plane.Width; x++)
            {
                var (left, right) = (x * Values.Width / plane.Width, (x + 1) * Values.Width / plane.Width);
                var sum = 0.0;
                for (var row = top; row < bottom; row++)
                {
                    foreach (var value in Values.Row(row)[left..right])
                    {
                        sum += value;
                    }
                }

                plane.Row(y)[x] = (float)(sum / ((bottom - top) * (right - left)));
            }
        }

        return this with { Values = plane };
    }

    /// <summary>A map of differences: 0 where nothing differs, drawn up to the largest.</summary>
    internal static QualityMap OfDifferences(Plane values)
    {
        var most = 0f;
        foreach (var value in values.Samples)
        {
            most = MathF.Max(most, value);
        }

        return new(values, new(0, Math.Max(most, LeastDifference)), HigherIsBetter: false);
    }

    /// <summary>A difference that is still drawn as none, so that equal images do not show their rounding.</summary>
    private const double LeastDifference = 1e-6;
}

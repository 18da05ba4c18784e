using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Networks;

namespace IqaSharp.Benchmarks.Deletion;

/// <summary>A photograph with damage in a random quarter of it.</summary>
/// <param name="Original">As it was.</param>
/// <param name="Damaged">With the damage.</param>
/// <param name="Place">Where it is.</param>
internal sealed record DamagedPhotograph(Image Original, Image Damaged, Region Place)
{
    private const double Share = 0.25;
    private const int Step = 8; // pixels from one compared place to the next

    /// <summary>Damages a photograph.</summary>
    /// <param name="original">The photograph.</param>
    /// <param name="kind">The kind of distortion.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="seed">Draws the place and the noise.</param>
    public static DamagedPhotograph Of(Image original, Distortion kind, int level, int seed)
    {
        var place = Region.Draw(original, Share, new RandomStream($"deletion {kind.Name}", seed));
        return new(original, place.Damage(original, elliptic: false, part => kind.Apply(part, level, seed)), place);
    }

    /// <summary>The area under the ROC curve: how often a map is worse at a place within the damage than at one outside; a half for a map that knows nothing.</summary>
    public double Auroc(QualityMap map)
    {
        var (width, height) = (Damaged.Width / Step, Damaged.Height / Step);
        using var values = CellPlane.Of(map.Values.Samples, map.Values.Width, map.Values.Height, (0, 0, map.Values.Width, map.Values.Height), width, height);
        var (inside, outside) = (new List<float>(), new List<float>());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (column, row) = (((x * Step) + (Step / 2)) - Place.Left, ((y * Step) + (Step / 2)) - Place.Top);
                var goodness = map.HigherIsBetter ? values.Row(y)[x] : -values.Row(y)[x];
                (column >= 0 && column < Place.Width && row >= 0 && row < Place.Height ? inside : outside).Add(goodness);
            }
        }

        float[] sorted = [.. outside.Order()];
        return inside.Average(value => (Above(sorted, value, orEqual: true) + Above(sorted, value, orEqual: false)) / 2.0 / sorted.Length);
    }

    private static int Above(float[] sorted, float value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (!orEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return sorted.Length - low;
    }
}

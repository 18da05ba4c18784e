using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Cli.Benchmarks;

/// <summary>A data set of a benchmark.</summary>
/// <param name="Name">As it was named, with its split.</param>
/// <param name="Data">The images that are scored.</param>
/// <param name="Whole">How many images the set or split has.</param>
internal sealed record BenchmarkSet(string Name, DataSet Data, int Whole)
{
    private const int CostSide = 1024;

    /// <summary>The name without characters that file names cannot have.</summary>
    public string File => string.Concat(Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));

    /// <param name="text">A set or manifest; its split and the number of images to draw may follow, each after a colon.</param>
    /// <exception cref="BadInputException">There is no such set or split.</exception>
    public static BenchmarkSet Load(string text)
    {
        var (rest, last) = Cut(text);
        int? images = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
        var (name, split) = images is null ? (rest, last) : Cut(rest);
        var set = DataSets.Load(name);
        set = split is null ? set : set.Of(split) with { Name = $"{set.Name} {split}" };
        return new BenchmarkSet(set.Name, images is { } most ? set.Sample(most) : set, set.Items.Count);
    }

    /// <summary>What is before the last colon and after it; 'C:' is a drive.</summary>
    private static (string Before, string? After) Cut(string text) =>
        text.LastIndexOf(':') is > 1 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, null);

    /// <summary>The pair that costs are measured on: an image with a reference if one of the sets has any, as one megapixel.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public static (Image Image, Image Reference) CostPair(IReadOnlyList<BenchmarkSet> sets)
    {
        var items = sets.SelectMany(set => set.Data.Items).ToList();
        var item = items.FirstOrDefault(item => item.Reference is not null) ?? items[0];
        Image Square(string file) => PillowBicubic.Resize(Image.Load(file), CostSide, CostSide);
        return (Square(item.Image), Square(item.Reference ?? item.Image));
    }
}

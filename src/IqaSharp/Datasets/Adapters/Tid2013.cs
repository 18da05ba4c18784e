using IqaSharp.Core;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>TID2013.</summary>
internal static class Tid2013
{
    private const string Scores = "mos_with_names.txt";

    private static readonly string[] Kinds =
    [
        "white-noise", "colour-noise", "spatially-correlated-noise", "masked-noise", "high-frequency-noise", "impulse-noise", "quantisation-noise", "gaussian-blur",
        "denoise", "jpeg", "jpeg2000", "jpeg-transmission-errors", "jpeg2000-transmission-errors", "non-eccentricity-pattern-noise", "block-wise-distortions", "mean-shift",
        "contrast", "saturation", "multiplicative-noise", "comfort-noise", "lossy-compression-of-noise", "colour-quantisation", "chromatic-aberrations", "sparse-sampling",
    ];

    public static KnownSet Set { get; } = new()
    {
        Name = "tid2013",
        Title = "TID2013",
        Description = "25 originals, 24 distortions in five levels, rated in laboratories",
        Images = 3000,
        ScoreRange = new(0, 9),
        HasReferences = true,
        Licence = "free for research and education",
        Paper = "Ponomarenko et al., \"Image database TID2013: Peculiarities, results and perspectives\", Signal Processing: Image Communication 30, 2015",
        Address = "https://www.ponomarenko.info/tid2013.htm",
        Layout =
        [
            new("reference_images/", "I01.BMP to I25.BMP"),
            new("distorted_images/", "I01_01_1.bmp: original, distortion, level"),
            new(Scores, "MOS and name, separated by a blank"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(root);
        var path = Path.Combine(root, Scores);
        foreach (var (line, text) in TextLines.Read(path))
        {
            var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var parts = fields.Length == 2 ? Path.GetFileNameWithoutExtension(fields[1]).Split('_') : [];
            if (parts.Length != 3
                || !InvariantNumber.TryParse(fields[0], out double score)
                || !InvariantNumber.TryParse(parts[1], out int kind) || kind < 1 || kind > Kinds.Length
                || !InvariantNumber.TryParse(parts[2], out int level))
            {
                throw new BadInputException(path, $"line {line} is not of the form '5.51429 I01_01_1.bmp'");
            }

            var scene = parts[0].ToUpperInvariant();
            yield return new DataItem(images.Find($"distorted_images/{fields[1]}"), score, images.Find($"reference_images/{scene}.BMP"), Scene: scene, Distortion: Kinds[kind - 1], Level: level);
        }
    }
}

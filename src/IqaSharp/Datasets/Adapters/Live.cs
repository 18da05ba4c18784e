using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>LIVE Image Quality Assessment Database, release 2.</summary>
internal static class Live
{
    private const string Realigned = "dmos_realigned.mat";
    private const string References = "refnames_all.mat";

    private static readonly LayoutEntry Scores = new(
        [Realigned, "dmos.mat"], "dmos_new or dmos, and orgs, which marks the originals; the realigned scores (2006) are the better ones");

    /// <summary>The folders in the order of the score lists, with the number of their images, img1.bmp and so on.</summary>
    private static readonly (string Folder, string Distortion, int Images)[] Folders =
        [("jp2k", "jpeg2000", 227), ("jpeg", "jpeg", 233), ("wn", "white-noise", 174), ("gblur", "gaussian-blur", 174), ("fastfading", "fast-fading", 174)];

    public static KnownSet Set { get; } = new()
    {
        Name = "live",
        Title = "LIVE",
        Description = "29 originals, five distortions, release 2; difference scores",
        Images = 779,
        ScoreRange = new(0, 100),
        HigherIsBetter = false,
        HasReferences = true,
        Licence = "free use with the copyright notice and citation",
        Paper = "Sheikh, Sabir, Bovik, \"A Statistical Evaluation of Recent Full Reference Image Quality Assessment Algorithms\", IEEE TIP 15(11), 2006",
        Address = "https://live.ece.utexas.edu/research/quality/subjective.htm",
        Folders = ["databaserelease2"],
        Layout =
        [
            new("refimgs/", "29 BMP files"),
            .. Folders.Select(folder => new LayoutEntry(folder.Folder + "/", $"img1.bmp to img{folder.Images}.bmp, originals among them")),
            Scores,
            new(References, "refnames_all: the original of each"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(root);
        var count = Folders.Sum(folder => folder.Images);
        var names = MatVariables.Texts(Path.Combine(root, References), "refnames_all");
        if (names.Count != count)
        {
            throw new BadInputException(Path.Combine(root, References), $"names {names.Count} images, not {count}");
        }

        var list = Scores.PathIn(root);
        var scores = MatVariables.Numbers(list, Path.GetFileName(list) == Realigned ? "dmos_new" : "dmos", count);
        var originals = MatVariables.Numbers(list, "orgs", count);
        return Folders.SelectMany(folder => Enumerable.Range(1, folder.Images).Select(i => (folder.Folder, folder.Distortion, Image: i)))
            .Select((file, i) => (File: file, Index: i)).Where(pair => originals[pair.Index] == 0)
            .Select(pair => new DataItem(
                images.Find(string.Create(CultureInfo.InvariantCulture, $"{pair.File.Folder}/img{pair.File.Image}.bmp")),
                scores[pair.Index],
                images.Find($"refimgs/{names[pair.Index]}"),
                Scene: Path.GetFileNameWithoutExtension(names[pair.Index]),
                Distortion: pair.File.Distortion));
    }
}

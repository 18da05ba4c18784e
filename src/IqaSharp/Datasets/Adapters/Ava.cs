using IqaSharp.Core;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>AVA: aesthetics rather than technical quality.</summary>
internal static class Ava
{
    private static readonly LayoutEntry Photographs = new(["images/", "image/"], "255,530 JPEG files, named by number");

    private const string Scores = "AVA.txt";
    private const string TestList = "aesthetics_image_lists/generic_test.jpgl";
    private const int Votes = 10;
    private const int FirstVote = 2;

    public static KnownSet Set { get; } = new()
    {
        Name = "ava",
        Title = "AVA",
        Description = "photographs of dpchallenge.com with its members' votes: aesthetics, not quality",
        Images = 255530,
        ScoreRange = new(1, 10),
        Splits = ["train", "test"],
        Licence = "photographers keep all rights",
        Paper = "Murray, Marchesotti, Perronnin, \"AVA: A Large-Scale Database for Aesthetic Visual Analysis\", CVPR 2012",
        Address = "https://github.com/imfing/ava_downloader",
        Folders = ["AVA_dataset"],
        Layout =
        [
            Photographs,
            new(Scores, "index, number, counts of votes from 1 to 10, …, separated by blanks"),
            new(TestList, "the numbers of the official test split; without it there are no splits", optional: true),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Photographs.PathIn(root));
        var test = File.Exists(Path.Combine(root, TestList)) ? TextLines.Read(Path.Combine(root, TestList)).Select(line => line.Text).ToHashSet(StringComparer.Ordinal) : null;
        var path = Path.Combine(root, Scores);
        foreach (var (line, text) in TextLines.Read(path))
        {
            var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var votes = fields.Skip(FirstVote).Take(Votes).Select(field => InvariantNumber.TryParse(field, out int count) ? count : -1).ToList();
            var count = votes.Sum(static v => (long)v);
            if (votes.Count < Votes || votes.Min() < 0 || count == 0)
            {
                throw new BadInputException(path, $"line {line} does not have ten vote counts");
            }

            yield return new DataItem(
                images.Find($"{fields[1]}.jpg"),
                votes.Select((v, i) => v * (i + 1.0)).Sum() / count,
                Split: test is null ? null : test.Contains(fields[1]) ? "test" : "train",
                Ratings: votes);
        }
    }
}

using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>LIVE In the Wild Image Quality Challenge.</summary>
internal static class LiveChallenge
{
    private const string Names = "Data/AllImages_release.mat";
    private const string Scores = "Data/AllMOS_release.mat";

    public static KnownSet Set { get; } = new()
    {
        Name = "live-challenge",
        Title = "LIVE Challenge",
        Description = "photographs from mobile cameras, rated by crowds",
        Images = 1162,
        ScoreRange = new(0, 100),
        Licence = "free use with the copyright notice and citation",
        Paper = "Ghadiyaram, Bovik, \"Massive Online Crowdsourced Study of Subjective and Objective Picture Quality\", IEEE TIP 25(1), 2016",
        Address = "https://live.ece.utexas.edu/research/ChallengeDB/",
        Folders = ["ChallengeDB_release", "livec", "clive"],
        Layout =
        [
            new("Images/", "1,162 files, and trainingImages/ with seven that raters practised on, which are left out"),
            new(Names, "the files' names"),
            new(Scores, "their MOS, in the same order"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "Images"));
        var names = MatVariables.Texts(Path.Combine(root, Names), "AllImages_release");
        var scores = MatVariables.Numbers(Path.Combine(root, Scores), "AllMOS_release", names.Count);

        // The practice images are named t1.bmp to t7.bmp.
        return names.Zip(scores).Where(pair => !pair.First.StartsWith('t')).Select(pair => new DataItem(images.Find(pair.First), pair.Second));
    }
}

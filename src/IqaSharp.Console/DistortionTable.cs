using System.Globalization;
using IqaSharp.Distortions;

namespace IqaSharp.CommandLine;

/// <summary>Prints the kinds of distortion, each with its parameter at every level.</summary>
internal static class DistortionTable
{
    public static void Write()
    {
        foreach (var group in DistortionGroup.All)
        {
            if (group != DistortionGroup.All[0])
            {
                Terminal.Line("");
            }

            Terminal.Line($"{group.Name}: {group.Description}");
            Write(group.Kinds);
        }
    }

    private static void Write(IEnumerable<Distortion> kinds)
    {
        var levels = Enumerable.Range(1, Distortion.HighestLevel).Select(level => new TextColumn(level.ToString(CultureInfo.InvariantCulture), true));
        var table = new TextTable([new TextColumn("kind"), new TextColumn("what it does"), new TextColumn("parameter"), .. levels]);
        foreach (var kind in kinds)
        {
            table.Add([kind.Name, kind.Description, kind.Parameter, .. kind.Levels.Select(level => level.ToString(CultureInfo.InvariantCulture))]);
        }

        table.Write();
    }
}

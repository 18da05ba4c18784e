using System.Globalization;
using IqaSharp.Distortions;
using Spectre.Console;

namespace IqaSharp.CommandLine;

/// <summary>Prints the kinds of distortion, each with its parameter at every level.</summary>
internal static class DistortionTable
{
    public static void Write()
    {
        foreach (var group in DistortionGroup.All)
        {
            Terminal.Write(new Text($"{(group == DistortionGroup.All[0] ? "" : "\n")}{group.Name}: {group.Description}\n"));
            Write(group.Kinds);
        }
    }

    private static void Write(IEnumerable<Distortion> kinds)
    {
        var table = new Table().Border(TableBorder.None)
            .AddColumn(new TableColumn("kind").NoWrap())
            .AddColumn("what it does")
            .AddColumn("parameter");
        for (var level = 1; level <= Distortion.HighestLevel; level++)
        {
            table.AddColumn(new TableColumn(new Text(level.ToString(CultureInfo.InvariantCulture))).RightAligned().NoWrap());
        }

        foreach (var kind in kinds)
        {
            string[] cells = [kind.Name, kind.Description, kind.Parameter, .. kind.Levels.Select(level => level.ToString(CultureInfo.InvariantCulture))];
            table.AddRow([.. cells.Select(Terminal.Cell)]);
        }

        Terminal.Write(table);
    }
}

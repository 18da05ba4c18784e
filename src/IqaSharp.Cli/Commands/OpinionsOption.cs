using System.CommandLine;
using IqaSharp.Datasets;

namespace IqaSharp.Cli.Commands;

/// <summary>The option <c>--opinions</c>: the direction of a data set's scores.</summary>
internal static class OpinionsOption
{
    public const string Name = "--opinions";

    private const string Higher = "higher-is-better";
    private const string Lower = "lower-is-better";

    public static Option<string?> Create()
    {
        var option = new Option<string?>(Name) { Description = $"{Higher} or {Lower}; default: as the data set is known, lower for a CSV file with the column dmos, else higher", HelpName = "direction" };
        option.AcceptOnlyFromAmong(Higher, Lower);
        return option;
    }

    /// <summary>The data set with the direction that the option declares, if it does.</summary>
    public static DataSet Declared(this DataSet set, string? opinions) => opinions is null ? set : set with { HigherIsBetter = opinions == Higher };

    /// <summary>The value that stands for the direction of a data set.</summary>
    public static string Value(bool higherIsBetter) => higherIsBetter ? Higher : Lower;
}

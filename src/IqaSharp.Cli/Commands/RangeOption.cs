using System.CommandLine;
using System.Globalization;
using IqaSharp.Core;

namespace IqaSharp.Cli.Commands;

/// <summary>An option that takes a range, <c>low:high</c>.</summary>
internal static class RangeOption
{
    public static Option<ScoreRange?> Create(string description, string name = "--range") => new(name)
    {
        Description = description,
        HelpName = "low:high",
        CustomParser = result =>
        {
            if (result.Tokens[0].Value.Split(':') is [var low, var high] && Number(low) is { } l && Number(high) is { } h && l < h)
            {
                return new ScoreRange(l, h);
            }

            result.AddError($"{name} takes two numbers, the lower first, such as 0:100");
            return null;
        },
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

using System.CommandLine;
using System.Globalization;
using IqaSharp.Core;

namespace IqaSharp.Cli.Commands;

/// <summary>The option <c>--range low:high</c>.</summary>
internal static class RangeOption
{
    public static Option<ScoreRange?> Create(string description) => new("--range")
    {
        Description = description,
        HelpName = "low:high",
        CustomParser = result =>
        {
            if (result.Tokens[0].Value.Split(':') is [var low, var high] && Number(low) is { } l && Number(high) is { } h && l < h)
            {
                return new ScoreRange(l, h);
            }

            result.AddError("--range takes two numbers, the lower first, such as 0:100");
            return null;
        },
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>Checks that options share.</summary>
internal static class OptionExtensions
{
    /// <summary>Refuses numbers below a bound.</summary>
    public static void AtLeast<T>(this Option<T> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int number && number < least)
        {
            result.AddError($"{option.Name} takes a number of at least {least}");
        }
    });
}

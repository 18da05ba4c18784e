using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>What options share.</summary>
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

    /// <summary>Refuses numbers above a bound.</summary>
    public static void AtMost<T>(this Option<T> option, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int number && number > most)
        {
            result.AddError($"{option.Name} takes a number of at most {most}");
        }
    });

    /// <summary>Takes the words of an enumeration, in any case.</summary>
    public static Option<T> Words<T>(this Option<T> option)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var words = Enum.GetNames(type).Select(word => word.ToLowerInvariant()).ToList();
        option.CustomParser = result =>
        {
            if (words.Contains(result.Tokens[0].Value.ToLowerInvariant()))
            {
                return (T)Enum.Parse(type, result.Tokens[0].Value, ignoreCase: true);
            }

            result.AddError($"{option.Name} takes {string.Join(", ", words.SkipLast(1))} or {words[^1]}, not '{result.Tokens[0].Value}'");
            return default;
        };
        return option;
    }
}

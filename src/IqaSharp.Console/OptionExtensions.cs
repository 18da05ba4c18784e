using System.CommandLine;

namespace IqaSharp.CommandLine;

/// <summary>Checks of option values that several commands share.</summary>
internal static class OptionExtensions
{
    /// <summary>Refuses numbers below a minimum.</summary>
    public static void AtLeast<T>(this Option<T> option, int minimum) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int number && number < minimum)
        {
            result.AddError($"{option.Name} takes a number of at least {minimum}");
        }
    });

    /// <summary>Refuses numbers above a maximum.</summary>
    public static void AtMost<T>(this Option<T> option, int maximum) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int number && number > maximum)
        {
            result.AddError($"{option.Name} takes a number of at most {maximum}");
        }
    });

    /// <summary>Leaves an option that few need out of the help, but for <c>--help all</c>.</summary>
    public static T Rare<T>(this T option)
        where T : Option
    {
        option.Hidden = true;
        return option;
    }

    /// <summary>Accepts, and completes, the names of an enumeration's values, in upper or lower case.</summary>
    public static Option<T> AcceptEnumNames<T>(this Option<T> option)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var names = Enum.GetNames(type).Select(name => name.ToLowerInvariant()).ToList();
        option.CustomParser = result =>
        {
            if (names.Contains(result.Tokens[0].Value.ToLowerInvariant()))
            {
                return (T)Enum.Parse(type, result.Tokens[0].Value, ignoreCase: true);
            }

            result.AddError($"{option.Name} takes {string.Join(", ", names.SkipLast(1))} or {names[^1]}, not '{result.Tokens[0].Value}'");
            return default;
        };
        option.CompletionSources.Add([.. names]);
        return option;
    }
}

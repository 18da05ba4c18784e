namespace IqaSharp.CommandLine;

/// <summary>What the command calls the settings that the library's messages name.</summary>
internal static class OptionNames
{
    private static readonly (string Setting, string Option)[] Known =
    [
        ("DecodeOptions.MaxPixels", "--max-pixels"),
        ("MetricOptions.SizeMismatch = Reference", "--fit reference"),
        ("the parameter root", "--root"),
        ("the parameter separatedByNul", "--null"),
        ("the parameter backbone", "--backbone"),
        ("MusiqConfig.Scales and MusiqConfig.Native", "--scales and --no-native"),
    ];

    /// <summary>A message of the library in the words of the command.</summary>
    public static string In(string message) => Known.Aggregate(message, static (text, known) => text.Replace(known.Setting, known.Option, StringComparison.Ordinal));
}

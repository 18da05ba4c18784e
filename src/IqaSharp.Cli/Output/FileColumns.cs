using System.Globalization;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Output;

/// <summary>The columns of CSV that say which file a score is of.</summary>
internal static class FileColumns
{
    public static string[] Names { get; } = ["width", "height", "bytes", "modified", "sha256", "same_as"];

    public static string[] Of(ScoredImage image) =>
    [
        Number(image.Width), Number(image.Height), Number(image.File?.State?.Bytes), image.File?.State?.ModifiedText ?? "", image.File?.Sha256 ?? "", image.File?.SameAs ?? "",
    ];

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}

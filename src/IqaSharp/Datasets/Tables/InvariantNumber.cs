using System.Globalization;

namespace IqaSharp.Datasets.Tables;

/// <summary>Parses numbers independently of the user's culture.</summary>
internal static class InvariantNumber
{
    /// <summary>A finite number.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>A whole number without sign.</summary>
    public static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

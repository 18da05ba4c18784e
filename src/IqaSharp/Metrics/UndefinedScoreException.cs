using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>A metric gave NaN or an infinity for an image: its weights are damaged, or its numbers grew too large.</summary>
public sealed class UndefinedScoreException : BadInputException
{
    internal UndefinedScoreException(Image image, string metric, double value, string instead)
        : base(image.Name, $"{metric} gives {(double.IsNaN(value) ? "NaN" : value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant())} {instead}")
    {
    }
}

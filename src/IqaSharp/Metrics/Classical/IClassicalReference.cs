using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>A reference whose features a metric has extracted.</summary>
internal interface IClassicalReference : IDisposable
{
    /// <summary>Scores an image of the reference's size.</summary>
    QualityScore Score(Image distorted);
}

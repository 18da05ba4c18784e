using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>What a metric has seen in a reference.</summary>
internal interface IClassicalReference : IDisposable
{
    /// <summary>Scores an image of the reference's size.</summary>
    double Score(Image distorted);
}

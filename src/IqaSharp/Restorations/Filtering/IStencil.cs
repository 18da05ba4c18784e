using System.Numerics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>What becomes of a sample among its neighbours, many samples at once.</summary>
internal interface IStencil
{
    /// <param name="sample">The first of the samples.</param>
    /// <param name="stride">From one row to the next.</param>
    Vector<float> Of(ref float sample, int stride);
}

using System.Numerics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Computes a sample from its neighbourhood, a vector of adjacent samples at once.</summary>
internal interface IStencil
{
    /// <param name="sample">The first of the samples; its neighbours are reached by offset.</param>
    /// <param name="stride">Distance between vertically adjacent samples.</param>
    Vector<float> Apply(ref float sample, int stride);
}

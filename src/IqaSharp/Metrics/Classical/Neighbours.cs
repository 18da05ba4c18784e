using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.Classical;

/// <summary>The 3×3 neighbourhood of each coefficient, and its parent, as one vector.</summary>
/// <param name="band">A band of a pyramid.</param>
/// <param name="parent">The next coarser band, upsampled to at least the band's size; null for none.</param>
internal sealed class Neighbours(Plane band, Plane? parent)
{
    private const int Block = InformationContent.Block;

    private readonly int _width = band.Width - Block + 1;
    private readonly int _height = band.Height - Block + 1;

    private int Count => (Block * Block) + (parent is null ? 0 : 1);

    /// <summary>The matrix of second moments of the vectors.</summary>
    /// <param name="centred">About the mean (covariance) instead of about zero.</param>
    public Matrix<double> Covariance(bool centred)
    {
        var means = new double[Count];
        var sums = new double[Count, Count];
        for (var y = 0; y < _height; y++)
        {
            for (var i = 0; i < Count; i++)
            {
                means[i] += centred ? TensorPrimitives.Sum(Row(i, y)) / ((double)_width * _height) : 0;
                for (var j = i; j < Count; j++)
                {
                    sums[i, j] += TensorPrimitives.Dot<float>(Row(i, y), Row(j, y));
                }
            }
        }

        return Matrix<double>.Build.Dense(Count, Count, (i, j) => (sums[Math.Min(i, j), Math.Max(i, j)] / ((double)_width * _height)) - (means[i] * means[j]));
    }

    /// <summary>The quadratic form of each vector of a row, divided by the number of components.</summary>
    /// <param name="y">The row.</param>
    /// <param name="form">[count, count], symmetric.</param>
    /// <param name="energy">[width − 2].</param>
    public void QuadraticForm(int y, float[] form, Span<float> energy)
    {
        var mixed = new float[energy.Length];
        energy.Clear();
        for (var i = 0; i < Count; i++)
        {
            mixed.AsSpan().Clear();
            for (var j = 0; j < Count; j++)
            {
                TensorPrimitives.MultiplyAdd(Row(j, y), form[(i * Count) + j], mixed, mixed);
            }

            TensorPrimitives.MultiplyAdd(mixed, Row(i, y), energy, energy);
        }

        TensorPrimitives.Divide(energy, Count, energy);
    }

    private ReadOnlySpan<float> Row(int component, int y) => component < Block * Block
        ? band.Row(y + (component / Block)).Slice(component % Block, _width)
        : parent!.Row(y + (Block / 2)).Slice(Block / 2, _width);
}

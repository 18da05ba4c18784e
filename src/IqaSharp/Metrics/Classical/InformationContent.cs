using System.Numerics.Tensors;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.Classical;

/// <summary>The information shared by blocks of a reference and its distorted image, used as weights: people look where it is high.</summary>
/// <remarks>Wang, Li, IEEE TIP 20(5), 2011, eq. 28: blocks are a Gaussian scale mixture, both images pass through a noisy channel of variance 0.4.</remarks>
internal static class InformationContent
{
    /// <summary>The side of a block.</summary>
    public const int Block = 3;

    private const float Noise = 0.4f;
    private const float Epsilon = 1.1920929e-7f;

    /// <summary>The information of each block, in bits.</summary>
    /// <param name="reference">A band of the reference's pyramid.</param>
    /// <param name="distorted">The same band of the distorted image.</param>
    /// <param name="parent">The next coarser band of the reference; null for none.</param>
    /// <returns>[height − 2, width − 2].</returns>
    public static Plane Map(Plane reference, Plane distorted, Plane? parent)
    {
        using var enlarged = parent is null ? null : Enlarge(parent);
        var neighbours = new Neighbours(reference, enlarged);
        var covariance = neighbours.Covariance(centred: false);
        var eigen = covariance.Evd(Symmetricity.Symmetric);
        var values = Positive(eigen.EigenValues.Select(value => value.Real).ToArray());
        var inverse = (eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalArray([.. values.Select(v => v > 0 ? 1 / v : 0)]) * eigen.EigenVectors.Transpose())
            .ToColumnMajorArray().Select(v => (float)v).ToArray();
        var result = new Plane(reference.Width - Block + 1, reference.Height - Block + 1);
        LocalMoments.ForEachRow(reference, distorted, Kernel.Box(Block), (y, moments) =>
        {
            var information = result.Row(y);
            var scale = new float[information.Length];
            neighbours.QuadraticForm(y, inverse, scale);
            Row(moments, scale, values, information);
        });
        return result;
    }

    private static void Row(LocalMoments.Row moments, ReadOnlySpan<float> scale, double[] eigenvalues, Span<float> information)
    {
        var (variable, constant, term) = (new float[scale.Length], new float[scale.Length], new float[scale.Length]);
        for (var i = 0; i < scale.Length; i++)
        {
            var (x, y, covariance) = (moments.VarianceX[i], moments.VarianceY[i], moments.Covariance[i]);
            var gain = covariance / (x + Epsilon);
            var rest = y - (gain * covariance);
            (gain, rest) = y < Epsilon ? (0, 0) : x < Epsilon ? (0, y) : (gain, rest);
            variable[i] = (rest + ((1 + (gain * gain)) * Noise)) * scale[i] / (Noise * Noise);
            constant[i] = 1 + (rest / Noise);
        }

        information.Clear();
        foreach (var eigenvalue in eigenvalues)
        {
            TensorPrimitives.MultiplyAdd(variable, (float)eigenvalue, constant, term);
            TensorPrimitives.Log2<float>(term, term);
            TensorPrimitives.Add(information, term, information);
        }

        TensorPrimitives.Max(information, 0, information);
    }

    /// <summary>Rounding may make eigenvalues negative: they are set to zero, and the others scaled to keep the trace.</summary>
    private static double[] Positive(double[] values)
    {
        var kept = values.Where(value => value > 0).Sum();
        return [.. values.Select(value => value > 0 ? value * values.Sum() / kept : 0)];
    }

    /// <summary>The parent upsampled to its children's size: bilinear to 4n − 3, then every second sample, with edges extrapolated.</summary>
    private static Plane Enlarge(Plane parent)
    {
        var (width, height) = ((4 * parent.Width) - 3, (4 * parent.Height) - 3);
        using var fine = Resize.Bilinear(parent, width, height);
        return Frequencies.Fill(2 * parent.Width, 2 * parent.Height, (column, row) => Continued((2 * column) - 1, (2 * row) - 1));

        float Continued(int x, int y) =>
            y < 0 ? (2 * Continued(x, 0)) - Continued(x, 1)
            : y >= height ? (2 * Continued(x, height - 1)) - Continued(x, height - 2)
            : x < 0 ? (2 * fine.Row(y)[0]) - fine.Row(y)[1]
            : x >= width ? (2 * fine.Row(y)[width - 1]) - fine.Row(y)[width - 2]
            : fine.Row(y)[x];
    }
}

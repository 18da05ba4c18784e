using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.Classical;

/// <summary>Visual information fidelity: the share of the information in the reference that the visual system can still extract from the distorted image.</summary>
/// <remarks>Sheikh, Bovik, "Image information and visual quality", IEEE TIP 15(2), 2006, eqs. 9–22, in the wavelet domain as the authors published it (<c>vifvec</c>):
/// vectors of 3×3 coefficients in the horizontal and vertical bands of four levels, noise of variance 0.4. <see cref="VifP"/> is the simpler pixel-domain form.
/// 1 is identical, 0 means no information is left; contrast enhancement gives more than 1.</remarks>
public static class Vif
{
    /// <summary>The shortest side in pixels that leaves nine coefficients at the coarsest level.</summary>
    public const int SmallestSide = 72;

    private const int Levels = 4;
    private const int Block = InformationContent.Block;
    private const float Noise = 0.4f;
    private const float Epsilon = 1e-10f;

    /// <param name="reference">Grey, [height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or the reference is flat and the distorted plane is no copy of it.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "vif");
    }

    /// <summary>The bands, the finest first, cropped to whole blocks.</summary>
    internal static PlaneSet Extract(Plane grey)
    {
        using var centred = Statistics.Centred(grey);
        using var bands = SteerablePyramid.Of(centred, Levels);
        return bands.Select(band => Downsample.Crop(band, 0, band.Width / Block * Block, band.Height / Block * Block));
    }

    /// <summary>The score; NaN if the reference holds no information.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        var information = new (double Kept, double All)[2 * Levels];
        ParallelWork.ForEach(information.Length, band => information[band] = Information(reference[band], distorted[band], Levels - (band / 2)));
        return information.Sum(band => band.Kept) / information.Sum(band => band.All);
    }

    /// <summary>The information of one band, in bits: in the distorted image, and in the reference.</summary>
    /// <param name="reference">The reference's band.</param>
    /// <param name="distorted">The distorted image's band.</param>
    /// <param name="level">1 is the coarsest; finer levels estimate the distortion in larger windows.</param>
    private static (double Kept, double All) Information(Plane reference, Plane distorted, int level)
    {
        var neighbours = new Neighbours(reference, null);
        var eigen = neighbours.Covariance(centred: true).Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(value => Math.Max(value.Real, 0)).ToArray();
        var most = values.Max();
        var inverse = eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalArray([.. values.Select(v => v > most * 1e-9 ? 1 / v : 0)]) * eigen.EigenVectors.Transpose();
        var form = inverse.ToColumnMajorArray().Select(v => (float)v).ToArray();

        var reach = 1 << (level - 1);
        using var x = Filter.Pad(reference, reach, reach, Border.Reflect);
        using var y = Filter.Pad(distorted, reach, reach, Border.Reflect);
        var margin = (reach + Block - 1) / Block; // blocks whose windows extend beyond the band
        var (columns, rows) = (reference.Width / Block, reference.Height / Block);
        var (kept, all) = (new double[rows], new double[rows]);
        LocalMoments.ForEachRow(x, y, Kernel.Box((2 * reach) + 1), (line, moments) =>
        {
            var row = line / Block;
            if (line % Block == Block / 2 && row >= margin && row < rows - margin)
            {
                var scale = new float[reference.Width - Block + 1];
                neighbours.QuadraticForm(row * Block, form, scale);
                (kept[row], all[row]) = Row(moments, scale, values, margin, columns - margin);
            }
        });
        return (kept.Sum(), all.Sum());
    }

    private static (double Kept, double All) Row(LocalMoments.Row moments, ReadOnlySpan<float> scale, double[] eigenvalues, int from, int to)
    {
        var (signal, whole, term) = (new float[to - from], new float[to - from], new float[to - from]);
        for (var column = from; column < to; column++)
        {
            var i = (column * Block) + (Block / 2);
            var (x, y, covariance) = (moments.VarianceX[i], moments.VarianceY[i], moments.Covariance[i]);
            var (gain, added) = VifP.Channel(x, y, covariance, Epsilon);
            whole[column - from] = scale[column * Block] / Noise;
            signal[column - from] = gain * gain * scale[column * Block] / (added + Noise);
        }

        var (kept, all) = (0.0, 0.0);
        foreach (var eigenvalue in eigenvalues)
        {
            kept += Bits(signal, (float)eigenvalue);
            all += Bits(whole, (float)eigenvalue);
        }

        return (kept, all);

        float Bits(float[] ratios, float eigenvalue)
        {
            TensorPrimitives.Multiply(ratios, eigenvalue, term);
            TensorPrimitives.Log2P1<float>(term, term);
            return TensorPrimitives.Sum<float>(term);
        }
    }
}

using MathNet.Numerics.Statistics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Features with mean 0 and deviation 1 over the examples that it was made of.</summary>
/// <param name="Mean">[features]: subtracted from the features.</param>
/// <param name="Deviation">[features]: the features are divided by it; 1 for a feature that does not vary.</param>
internal sealed record Standardisation(double[] Mean, double[] Deviation)
{
    /// <param name="features">[examples][features].</param>
    public static Standardisation Of(IReadOnlyList<double[]> features)
    {
        var columns = Enumerable.Range(0, features[0].Length).Select(i => features.Select(row => row[i]).ToArray()).ToArray();
        return new([.. columns.Select(column => column.Mean())], [.. columns.Select(column => column.PopulationStandardDeviation()).Select(deviation => deviation > 0 ? deviation : 1)]);
    }

    /// <summary>(x − mean) / deviation.</summary>
    public double[] Apply(double[] features) => KernelRegressor.Standardise(features, Mean, Deviation);
}

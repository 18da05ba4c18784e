using System.Numerics.Tensors;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A kernel regressor: Σ w exp(−γ |x − c|²) + b, with x the standardised features.</summary>
/// <param name="Mean">[features]: subtracted from the features.</param>
/// <param name="Deviation">[features]: the features are divided by it.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Bias">b.</param>
/// <param name="Weights">w, [centres].</param>
/// <param name="Centres">c, [centres][features].</param>
internal sealed record KernelRegressor(double[] Mean, double[] Deviation, double Gamma, double Bias, double[] Weights, double[][] Centres)
{
    /// <summary>The prediction for features.</summary>
    public double Predict(ReadOnlySpan<double> features)
    {
        var sum = Bias;
        var standardised = Standardise(features, Mean, Deviation);
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * Kernel(standardised, Centres[i], Gamma);
        }

        return sum;
    }

    /// <summary>(x − mean) / deviation.</summary>
    internal static double[] Standardise(ReadOnlySpan<double> features, ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        var result = new double[features.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (features[i] - mean[i]) / deviation[i];
        }

        return result;
    }

    /// <summary>exp(−γ |a − b|²).</summary>
    internal static double Kernel(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double gamma)
    {
        var distance = TensorPrimitives.Distance(a, b);
        return Math.Exp(-gamma * distance * distance);
    }
}

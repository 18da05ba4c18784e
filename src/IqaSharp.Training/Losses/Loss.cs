using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>Loss functions. Scores are [n], as shares of their range: 0 is the worst, 1 the best.</summary>
public static class Loss
{
    private const double HuberWidth = 0.1;
    private const double Least = 1e-12; // keeps the gradient of a square root finite at zero

    /// <summary>Mean absolute error.</summary>
    public static Tensor L1(Tensor predicted, Tensor score) => (predicted - score).abs().mean();

    /// <summary>Mean squared error.</summary>
    public static Tensor Mse(Tensor predicted, Tensor score) => (predicted - score).square().mean();

    /// <summary>Huber (1964): squared up to an error of 0.1, absolute with slope 1 beyond.</summary>
    public static Tensor Huber(Tensor predicted, Tensor score)
    {
        var distance = (predicted - score).abs();
        return where(distance < HuberWidth, distance.square() / (2 * HuberWidth), distance - (HuberWidth / 2)).mean();
    }

    /// <summary>(1 − Pearson's correlation) / 2. Where either does not vary, the correlation counts as 0.</summary>
    public static Tensor Plcc(Tensor predicted, Tensor score)
    {
        var (p, s) = (predicted - predicted.mean(), score - score.mean());
        var correlation = (p * s).sum() / ((p.square().sum() * s.square().sum()) + Least).sqrt();
        return (1 - correlation) / 2;
    }

    /// <summary>Fidelity loss of preferences: 1 − √(p q) − √((1 − p)(1 − q)), with q the probability that the first of two is better and p its prediction.</summary>
    /// <remarks>Tsai, Liu, Qin, Chen, Ma, "FRank", SIGIR 2007; p follows Thurstone's model, with a standard deviation of a tenth of the range.</remarks>
    /// <param name="difference">[pairs]: the first prediction minus the second.</param>
    /// <param name="preferred">[pairs], 0…1.</param>
    public static Tensor Fidelity(Tensor difference, Tensor preferred)
    {
        var p = 0.5 * (1 + (difference / (0.1 * 2)).erf()); // Φ(d / √2 σ): the difference of two scores of deviation σ
        const double Floor = 1e-6; // keeps gradients finite, as above
        return (1 - ((p * preferred) + Floor).sqrt() - (((1 - p) * (1 - preferred)) + Floor).sqrt()).mean();
    }

    /// <summary>By how much pairs fall short of a minimum difference.</summary>
    /// <param name="difference">[pairs]: the better one's prediction minus the worse one's.</param>
    /// <param name="margin">[pairs], 0 or more.</param>
    public static Tensor Margin(Tensor difference, Tensor margin) => (margin - difference).clamp_min(0).mean();

    /// <summary>Earth mover's distance of distributions over ordered ratings: the root of the mean squared difference of their cumulative sums.</summary>
    /// <remarks>Hou, Yu, Samaras, "Squared Earth Mover's Distance-based Loss", 2016; with the root of NIMA (Talebi, Milanfar 2018).</remarks>
    /// <param name="predicted">[n, ratings].</param>
    /// <param name="shares">[n, ratings].</param>
    public static Tensor Emd(Tensor predicted, Tensor shares) => ((predicted.cumsum(1) - shares.cumsum(1)).square().mean([1]) + Least).sqrt().mean();

    /// <summary>Cross-entropy: the mean negative logarithm of the right labels' probabilities.</summary>
    /// <param name="predicted">[n, labels].</param>
    /// <param name="labels">[n]: the right labels.</param>
    public static Tensor CrossEntropy(Tensor predicted, Tensor labels) => -predicted.gather(1, labels.unsqueeze(1)).clamp_min(Least).log().mean();
}

using IqaSharp.Evaluation;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>What predicts targets: a column of the table.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Features">What it sees of an image.</param>
/// <param name="Predict">Training features, their targets, their groups, measured features, seed → [measured, targets].</param>
/// <param name="NamesClasses">Whether it can have more than one target.</param>
internal sealed record Learner(string Name, FeatureCache Features, Func<double[][], Matrix<double>, int[], double[][], int, Matrix<double>> Predict, bool NamesClasses = true)
{
    /// <summary>The network's own head, which learns nothing.</summary>
    public static Learner Unadapted(string name, FeatureCache features, double[] direction) =>
        new(name, features, (_, _, _, measured, _) => Column(measured.Select(embedding => Scalar(direction, embedding))), NamesClasses: false);

    /// <summary>What <c>iqa adapt</c> fits.</summary>
    public static Learner Adapted(string name, FeatureCache features, double[] direction) =>
        new(
            name,
            features,
            (training, targets, groups, measured, seed) => Column(measured.Select(LinearHead.Fit(training, [.. targets.Column(0)], groups, direction, seed).Predict)),
            NamesClasses: false);

    /// <summary>Ridge regression on features alone.</summary>
    public static Learner Of(string name, FeatureCache features, bool gaussian = false) =>
        new(name, features, (training, targets, groups, measured, seed) => Regression.Predict(training, targets, groups, measured, gaussian, seed));

    /// <summary>SRCC, or for classes the share of correct ones; null where there are too few examples.</summary>
    public double? Measure(TransferTask task, Draw draw, int ratings, int seed)
    {
        if (ratings > draw.Pool.Length || (task.NamesClasses && !NamesClasses))
        {
            return null;
        }

        var training = draw.Pool[..ratings];
        var classes = task.NamesClasses ? 1 + (int)task.Examples.Max(example => example.Target) : 1;
        var targets = Matrix<double>.Build.Dense(ratings, classes, (i, k) => task.NamesClasses ? (training[i].Target == k ? 1 : 0) : training[i].Target);
        var numbers = training.Select(example => example.Scene).Distinct().Index().ToDictionary(scene => scene.Item, scene => scene.Index);
        var predicted = Predict(Array.ConvertAll(training, Features.Of), targets, Array.ConvertAll(training, example => numbers[example.Scene]), Array.ConvertAll(draw.Measured, Features.Of), seed);
        return task.NamesClasses
            ? draw.Measured.Select((example, i) => predicted.Row(i).MaximumIndex() == (int)example.Target ? 1.0 : 0).Average()
            : Correlations.Srcc([.. predicted.Column(0)], Array.ConvertAll(draw.Measured, example => example.Target)) ?? 0;
    }

    private static Matrix<double> Column(IEnumerable<double> values) => Vector<double>.Build.DenseOfEnumerable(values).ToColumnMatrix();

    private static double Scalar(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}

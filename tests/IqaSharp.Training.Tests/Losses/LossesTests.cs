using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using TorchSharp;
using Xunit;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Tests.Losses;

public class LossesTests
{
    public LossesTests() => LibTorch.Prepare();

    [Fact]
    public void Distances_equal_their_formulas()
    {
        var (p, s) = (Of(0.1f, 0.5f, 0.9f), Of(0.2f, 0.5f, 0.5f));
        Close(0.5 / 3, Loss.L1(p, s));
        Close((0.01 + 0.16) / 3, Loss.Mse(p, s));
        Close((0.05 + 0 + 0.35) / 3, Loss.Huber(p, s)); // 0.1 is where the square ends, at half of it
    }

    [Fact]
    public void Correlation_ignores_scale_and_offset()
    {
        var s = Of(0.1f, 0.4f, 0.2f, 0.8f);
        Close(0, Loss.Plcc(s * 3 + 1, s));
        Close(1, Loss.Plcc(-s, s));
        Close(0.5, Loss.Plcc(Of(1, 1, 1, 1), s)); // does not vary
    }

    /// <summary>Raters of two sets use numbers differently; one metric always uses them alike.</summary>
    [Fact]
    public void Each_scale_but_the_first_has_a_line_of_its_own()
    {
        Example[] examples = [.. Enumerable.Range(0, 3).Select(source => new RatedPhotograph($"{source}.png", () => throw new InvalidOperationException(), source) { Score = source / 4f })];
        using var apart = new TotalLoss(examples);
        Assert.Equal(["calibration.1", "calibration.2"], apart.Calibration.Keys.Order());
        using var shared = new TotalLoss([examples[0], examples[1], examples[2] with { Scale = 1 }]);
        Assert.Equal(["calibration.1"], shared.Calibration.Keys);

        shared.Calibration["calibration.1"].copy_(torch.tensor(new[] { MathF.Log(2), 0.1f }));
        using var loss = shared.Of(new Prediction(Of(0, 0.1f, 0.2f)), new Step([0, 1, 2], 3, []), new LossRecipe { Mse = 1 });
        Close((0 + (0.05 * 0.05) + 0) / 3, loss, 1e-6);
    }

    [Fact]
    public void Fidelity_is_least_where_the_preference_is_right()
    {
        var sure = Of(1f);
        Assert.True(Item(Loss.Fidelity(Of(0.5f), sure)) < Item(Loss.Fidelity(Of(0.1f), sure)));
        Assert.True(Item(Loss.Fidelity(Of(0.1f), sure)) < Item(Loss.Fidelity(Of(-0.1f), sure)));
        Close(1 - Math.Sqrt(0.5), Loss.Fidelity(Of(0f), sure), 1e-2);
        Close(0, Loss.Fidelity(Of(0f), Of(0.5f)), 1e-5);
    }

    [Fact]
    public void Margin_is_zero_beyond_the_distance()
    {
        Close(0, Loss.Margin(Of(0.2f), Of(0.1f)));
        Close(0.3, Loss.Margin(Of(-0.2f), Of(0.1f)));
    }

    /// <summary>Two distributions that lie k ratings apart differ by one in k of their n cumulative sums: √(k / n).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Earth_movers_distance_grows_with_the_distance_of_ratings(int distance)
    {
        var (p, s) = (torch.zeros(1, 5), torch.zeros(1, 5));
        p[0, 0] = 1;
        s[0, distance] = 1;
        Close(Math.Sqrt(distance / 5.0), Loss.Emd(p, s), 1e-5);
    }

    /// <summary>For equal scores too.</summary>
    [Fact]
    public void Gradients_are_finite()
    {
        var p = torch.tensor(new[] { 0.5f, 0.5f, 0.5f }, requires_grad: true);
        var s = Of(0.5f, 0.5f, 0.5f);
        (Loss.L1(p, s) + Loss.Mse(p, s) + Loss.Huber(p, s) + Loss.Plcc(p, s) + Loss.Fidelity(p - s, s) + Loss.Margin(p - s, s)).backward();
        Assert.All(p.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g)));
    }

    private static Tensor Of(params float[] values) => torch.tensor(values);

    private static double Item(Tensor tensor) => tensor.item<float>();

    private static void Close(double expected, Tensor actual, double tolerance = 1e-6) => Assert.Equal(expected, Item(actual), tolerance);
}

using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks.Ckdn;
using IqaSharp.Training.Torch;
using TorchSharp;
using Xunit;

namespace IqaSharp.Training.Tests.Tasks.Ckdn;

public sealed class CkdnLossTests
{
    private static readonly Example[] Restorations = [.. new[] { 0.2f, 0.6f }.Select((score, i) => new RestoredPhotograph($"{i}", () => throw new InvalidOperationException(), 0) { Score = score })];

    public CkdnLossTests() => LibTorch.Prepare();

    [Fact]
    public void Teacher_gap_and_preference_are_the_papers()
    {
        var loss = new CkdnLoss([1, 0], () => torch.tensor(new[] { 10 / 11f, 1 / 11f })) { Scores = () => torch.tensor(new[] { 0.1f, 0.5f }), Pristine = () => torch.tensor(new[] { 0.3f, 0.6f }), Gap = () => torch.tensor(3f) };
        Assert.Equal(0.1 * 0.1 / 2, Total(loss, new LossRecipe { Teacher = 1 }), 1e-6);
        Assert.Equal(9, Total(loss, new LossRecipe { Gap = 1 }), 1e-5);
        Assert.Equal(0, Total(loss, new LossRecipe { Order = 1 }), 1e-6); // the scores differ as they should, whatever they are
        Assert.Equal(0, Total(loss, new LossRecipe { Preference = 1 }), 1e-6); // the second is better by 400 points: preferred ten to one
    }

    [Fact]
    public void Without_distillation_only_preferences_remain()
    {
        var scores = torch.tensor(new[] { 0.2f, 0.2f });
        var term = Assert.Single(new CkdnLoss([1, 0], () => torch.tensor(new[] { 0.5f, 0.5f })) { Scores = () => scores }.Terms(new Targets(Restorations, new Step([0, 1], 0, [])), new LossRecipe { Preference = 2 }), term => term.Weight > 0);
        Assert.Equal(2, term.Weight);
        Assert.Equal(Math.Pow(0.5 - (1 / 11.0), 2), term.Value().item<float>(), 1e-5);
    }

    private static double Total(CkdnLoss loss, LossRecipe weights)
    {
        using var total = new TotalLoss(Restorations);
        return total.Of(new Prediction(torch.zeros(2)) { OwnTerms = loss.Terms }, new Step([0, 1], 0, []), weights).item<float>();
    }
}

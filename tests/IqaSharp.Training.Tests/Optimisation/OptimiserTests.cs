using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Torch;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Tests.Optimisation;

public class OptimiserTests
{
    private const int Steps = 20;

    public OptimiserTests() => LibTorch.Prepare();

    /// <summary>Against TorchSharp's own.</summary>
    [Fact]
    public void AdamW_equals_libtorchs()
    {
        var stage = new OptimiserSettings { Rate = 0.01, Decay = 0.1, Clip = 1e9 };
        AssertSame(stage, weight => torch.optim.AdamW([weight], lr: 0.01, weight_decay: 0.1));
    }

    [Fact]
    public void Sgd_equals_libtorchs()
    {
        var stage = new OptimiserSettings { Kind = OptimiserKind.Sgd, Rate = 0.01, Decay = 0.1, Momentum = 0.9, Clip = 1e9 };
        AssertSame(stage, weight => torch.optim.SGD([weight], 0.01, momentum: 0.9, weight_decay: 0.1));
    }

    [Fact]
    public void Gains_biases_and_embeddings_do_not_decay()
    {
        var parameters = new Dictionary<string, Tensor>
        {
            ["fc.weight"] = torch.ones(2, 2),
            ["norm.weight"] = torch.ones(2),
            ["fc.bias"] = torch.ones(2),
            ["position_emb"] = torch.ones(2, 2),
            ["cls"] = torch.ones(1, 1, 2),
        };
        using var optimiser = new Optimiser(new OptimiserSettings { Rate = 0.1, Decay = 0.5 }, parameters);
        parameters.Values.Select(p => p.sum()).Aggregate((a, b) => a + (b * 0)).backward();
        foreach (var parameter in parameters.Values)
        {
            parameter.grad!.zero_();
        }

        optimiser.Step(1, 1);
        Assert.Equal(0.95f, parameters["fc.weight"][0, 0].item<float>(), 1e-6f);
        Assert.All(parameters.Where(p => p.Key != "fc.weight"), p => Assert.Equal(1f, p.Value.max().item<float>()));
    }

    /// <summary>A parameter that learned in one stage and is frozen in the next still has a gradient.</summary>
    [Fact]
    public void A_frozen_parameter_stays()
    {
        var parameters = new Dictionary<string, Tensor> { ["a.weight"] = torch.ones(1, 1), ["b.weight"] = torch.ones(1, 1) };
        foreach (var rate in new[] { 1.0, 0 })
        {
            using var optimiser = new Optimiser(new OptimiserSettings { Rate = 0.1, Decay = 0.1, Rates = new Dictionary<string, double> { ["a."] = rate } }, parameters);
            using var loss = parameters.Values.Select(p => p.sum()).Aggregate((x, y) => x + y);
            loss.backward();
            var before = parameters["a.weight"].item<float>();
            optimiser.Step(1, 1);
            Assert.Equal(rate == 0, before == parameters["a.weight"].item<float>());
        }

        Assert.True(parameters["b.weight"].item<float>() < parameters["a.weight"].item<float>());
    }

    [Fact]
    public void The_longest_prefix_decides_the_rate()
    {
        var parameters = new Dictionary<string, Tensor> { ["backbone.b1.weight"] = torch.ones(1, 1), ["backbone.b2.weight"] = torch.ones(1, 1), ["head.weight"] = torch.ones(1, 1) };
        var stage = new OptimiserSettings { Rates = new Dictionary<string, double> { ["backbone."] = 0, ["backbone.b2."] = 0.1 } };
        using var optimiser = new Optimiser(stage, parameters);
        Assert.Equal([false, true, true], parameters.Values.Select(p => p.requires_grad));
    }

    [Fact]
    public void Gradients_above_the_maximum_norm_are_scaled_down()
    {
        var weight = torch.zeros(1, 2);
        using var optimiser = new Optimiser(new OptimiserSettings { Kind = OptimiserKind.Sgd, Rate = 1, Decay = 0, Clip = 1 }, new Dictionary<string, Tensor> { ["w"] = weight });
        (weight * torch.tensor(new[] { 30f, 40f })).sum().backward();
        Assert.Equal(50, optimiser.Step(1, 1), 1e-3);
        Assert.Equal([-0.6f, -0.8f], weight.data<float>().ToArray().Select(w => MathF.Round(w, 5)));
    }

    [Fact]
    public void The_rate_rises_and_falls()
    {
        var factors = Enumerable.Range(0, 100).Select(step => Schedule.Factor(step, 100, 0.1)).ToList();
        Assert.InRange(factors[0], 0.01, 0.2);
        Assert.Equal(1, factors[10], 1e-9);
        Assert.Equal(0.5, factors[55], 1e-2);
        Assert.InRange(factors[99], 0, 0.01);
    }

    private static void AssertSame(OptimiserSettings stage, Func<Parameter, torch.optim.Optimizer> libtorch)
    {
        var start = torch.tensor(new[] { 1f, -2f, 3f, 0.5f }, 2, 2);
        var (own, theirs) = (start.clone(), new Parameter(start.clone()));
        using var optimiser = new Optimiser(stage, new Dictionary<string, Tensor> { ["w"] = own });
        using var reference = libtorch(theirs);
        for (var step = 1; step <= Steps; step++)
        {
            (own * own * step).sum().backward();
            optimiser.Step(step, 1);
            reference.zero_grad();
            (theirs * theirs * step).sum().backward();
            reference.step();
        }

        Assert.All(own.data<float>().ToArray().Zip(theirs.data<float>().ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }
}

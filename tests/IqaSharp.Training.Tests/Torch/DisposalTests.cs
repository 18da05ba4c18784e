using IqaSharp.Networks;
using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Torch;
using Xunit;

namespace IqaSharp.Training.Tests.Torch;

/// <summary>What holds libtorch's memory is not used after it is released.</summary>
public sealed class DisposalTests
{
    private static readonly ParameterSpec[] Specs = [new("a.weight", [64, 64], Init.FanIn), new("a.bias", [64], Init.Zeros)];

    [Fact]
    public void Parameters_that_are_disposed_of_cannot_be_used()
    {
        var parameters = new TorchParameters(Specs, 1);
        var stored = parameters.ToTensors();
        parameters.Dispose();
        parameters.Dispose();
        Assert.Throws<ObjectDisposedException>(() => parameters["a.bias"]);
        Assert.Throws<ObjectDisposedException>(() => parameters.All);
        Assert.Throws<ObjectDisposedException>(() => parameters.Load(stored));
        Assert.Throws<ObjectDisposedException>(() => parameters.Clear("a"));
        Assert.Throws<ObjectDisposedException>(parameters.ToTensors);
    }

    [Fact]
    public void An_optimiser_that_is_disposed_of_takes_no_step()
    {
        using var parameters = new TorchParameters(Specs, 1);
        var optimiser = new Optimiser(new OptimiserSettings(), parameters.All);
        optimiser.Dispose();
        optimiser.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimiser.Step(1, 1));
        Assert.Throws<ObjectDisposedException>(() => optimiser.State);
    }

    [Fact]
    public void Sixteen_threads_may_read_and_step_while_parameters_and_optimiser_are_disposed_of()
    {
        for (var round = 0; round < 20; round++)
        {
            var parameters = new TorchParameters(Specs, 1);
            var stored = parameters.ToTensors();
            var optimiser = new Optimiser(new OptimiserSettings(), parameters.All);
            var threads = Enumerable.Range(0, 16).Select(i => new Thread(() =>
            {
                try
                {
                    while (true)
                    {
                        if (i == 0)
                        {
                            optimiser.Step(1, 1);
                        }
                        else if (i == 1)
                        {
                            parameters.Load(stored);
                        }
                        else
                        {
                            parameters.ToTensors();
                        }
                    }
                }
                catch (ObjectDisposedException)
                {
                    // it ends with this
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            Thread.Sleep(round);
            optimiser.Dispose();
            parameters.Dispose();
            threads.ForEach(thread => thread.Join());
        }
    }
}

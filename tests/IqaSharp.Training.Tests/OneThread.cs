using IqaSharp.Training.Tests;
using IqaSharp.Training.Torch;
using TorchSharp;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(OneThread))]
[assembly: Parallelization(Mode = ParallelMode.None)] // libtorch takes all cores for itself

namespace IqaSharp.Training.Tests;

/// <summary>Small tensors gain nothing from many threads.</summary>
public sealed class OneThread
{
    public OneThread()
    {
        LibTorch.Prepare();
        torch.set_num_threads(1);
    }
}

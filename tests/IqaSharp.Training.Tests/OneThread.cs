using IqaSharp.Training.Tests;
using IqaSharp.Training.Torch;
using TorchSharp;
using Xunit;

[assembly: AssemblyFixture(typeof(OneThread))]

namespace IqaSharp.Training.Tests;

/// <summary>Small tensors gain nothing from many threads, which wait for one another where tests run side by side.</summary>
public sealed class OneThread
{
    public OneThread()
    {
        LibTorch.Prepare();
        torch.set_num_threads(1);
    }
}

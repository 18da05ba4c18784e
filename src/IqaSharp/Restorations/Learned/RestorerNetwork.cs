using IqaSharp.Networks;

namespace IqaSharp.Restorations.Learned;

/// <summary>A small convolutional network that predicts the residual between a degraded plane and the pristine one.</summary>
/// <remarks>Residual learning as in Kim, Lee and Lee, "Accurate Image Super-Resolution Using Very Deep Convolutional Networks", CVPR 2016,
/// and no biases, as in Mohan, Kadkhodaie, Simoncelli and Fernandez-Granda, "Robust and Interpretable Blind Image Denoising via Bias-Free Convolutional Neural Networks", ICLR 2020:
/// scaling the input scales the residual. The kernels of the first layer have zero mean, so flat areas stay unchanged.</remarks>
internal static class RestorerNetwork
{
    private const int Channels = 32;
    private const int Hidden = 5;
    private const int Kernel = 3;

    /// <summary>The radius of its receptive field; the result is smaller by this on every side.</summary>
    public const int Margin = (Hidden + 2) * (Kernel / 2);

    /// <summary>planes [n, 1, height + 2 · margin, width + 2 · margin] → residuals [n, 1, height, width], in the units of the planes.</summary>
    public static T Residual<T>(INet<T> net, T planes)
        where T : class
    {
        var x = net.Relu(net.In("first").StandardisedConv2d(planes, 1, Channels, Kernel, Deviation.Population));
        for (var i = 0; i < Hidden; i++)
        {
            x = net.Relu(net.In($"hidden{i}").Conv2d(x, Channels, Channels, Kernel, bias: false));
        }

        return net.In("last").Conv2d(x, Channels, 1, Kernel, bias: false);
    }
}

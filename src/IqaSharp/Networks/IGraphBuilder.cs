using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>Where a <see cref="INetworkGraph"/> declares what goes in and out.</summary>
/// <typeparam name="T">The engine's tensor handle.</typeparam>
public interface IGraphBuilder<T>
    where T : class
{
    /// <summary>The operators and parameters that the network is written with.</summary>
    INet<T> Net { get; }

    /// <summary>A float32 input.</summary>
    T Floats(string name, params ReadOnlySpan<Dimension> shape);

    /// <summary>A float32 input of images, normalised as a backbone was trained: [batch, 3, height, width]. An engine may take the pixels themselves instead
    /// (<see cref="ICompiledGraph.TakesPixels"/>).</summary>
    T Pixels(string name, Backbone backbone, params ReadOnlySpan<Dimension> shape) => Floats(name, shape);

    /// <summary>An int64 input.</summary>
    T Integers(string name, params ReadOnlySpan<Dimension> shape);

    /// <summary>A float32 output.</summary>
    void Output(string name, T value, params ReadOnlySpan<Dimension> shape);
}

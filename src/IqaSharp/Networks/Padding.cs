namespace IqaSharp.Networks;

/// <summary>What surrounds an image under a window: nothing by default.</summary>
/// <param name="Pixels">Pixels on every side.</param>
/// <param name="IsSame">TensorFlow's SAME instead: as much as gives ⌈side / stride⌉ outputs, the odd row and column at the bottom right.</param>
public readonly record struct Padding(int Pixels, bool IsSame = false)
{
    /// <summary>TensorFlow's SAME.</summary>
    public static Padding Same => new(0, IsSame: true);
}

namespace IqaSharp.Networks;

/// <summary>Padding around an image: none by default.</summary>
/// <param name="Pixels">Pixels on every side.</param>
/// <param name="IsSame">TensorFlow's SAME instead: as much as gives ⌈side / stride⌉ outputs; an odd row or column is at the bottom or right.</param>
public readonly record struct Padding(int Pixels, bool IsSame = false)
{
    /// <summary>TensorFlow's SAME.</summary>
    public static Padding Same => new(0, IsSame: true);
}

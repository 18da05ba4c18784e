using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Complex samples, row by row, real and imaginary parts in separate planes.</summary>
internal sealed class ComplexPlane(int width, int height) : IDisposable
{
    public int Width => Real.Width;

    public int Height => Real.Height;

    public Plane Real { get; } = new(width, height);

    public Plane Imaginary { get; } = new(width, height);

    /// <summary>The magnitudes.</summary>
    public Plane Magnitude() => Lanes.Zip(Real, Imaginary, default(Hypotenuse));

    public void Dispose()
    {
        Real.Dispose();
        Imaginary.Dispose();
    }
}

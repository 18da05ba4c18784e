using System.Numerics;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Runs stencils over planes, with symmetric boundary handling.</summary>
internal static class Stencil
{
    /// <param name="plane">The input.</param>
    /// <param name="radius">Radius of the stencil's neighbourhood, in pixels.</param>
    /// <param name="stencil">The stencil.</param>
    public static Plane Apply<T>(Plane plane, int radius, T stencil)
        where T : struct, IStencil
    {
        var result = new Plane(plane.Width, plane.Height);
        using var padded = new MirroredPlane(plane, radius);
        var line = new float[padded.AlignedWidth];
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < line.Length; x += Vector<float>.Count)
            {
                stencil.Apply(ref padded.At(x, y), padded.Stride).CopyTo(line, x);
            }

            line.AsSpan(0, plane.Width).CopyTo(result.Row(y));
        }

        return result;
    }

    /// <summary>Applies a stencil several times.</summary>
    public static Plane Repeat<T>(Plane plane, int radius, T stencil, int times)
        where T : struct, IStencil
    {
        var result = Apply(plane, radius, stencil);
        for (var i = 1; i < times; i++)
        {
            using var previous = result;
            result = Apply(previous, radius, stencil);
        }

        return result;
    }
}

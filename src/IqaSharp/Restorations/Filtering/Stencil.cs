using System.Numerics;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Runs stencils over planes; outside lies the mirror image.</summary>
internal static class Stencil
{
    /// <summary>The plane that a stencil makes.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="reach">How far the stencil looks.</param>
    /// <param name="stencil">The stencil.</param>
    public static Plane Apply<T>(Plane plane, int reach, T stencil)
        where T : struct, IStencil
    {
        var result = new Plane(plane.Width, plane.Height);
        using var padded = new MirroredPlane(plane, reach);
        var line = new float[padded.Lanes];
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < line.Length; x += Vector<float>.Count)
            {
                stencil.Of(ref padded.At(x, y), padded.Stride).CopyTo(line, x);
            }

            line.AsSpan(0, plane.Width).CopyTo(result.Row(y));
        }

        return result;
    }

    /// <summary>The plane that a stencil makes when it is applied again and again.</summary>
    public static Plane Repeat<T>(Plane plane, int reach, T stencil, int times)
        where T : struct, IStencil
    {
        var result = Apply(plane, reach, stencil);
        for (var i = 1; i < times; i++)
        {
            using var previous = result;
            result = Apply(previous, reach, stencil);
        }

        return result;
    }
}

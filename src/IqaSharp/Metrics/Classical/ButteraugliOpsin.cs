using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The responses of the eye's receptors, adapted to the light around each pixel.</summary>
internal static class ButteraugliOpsin
{
    private const float Bias = 1.7557483643287353f;
    private const float BlueBias = 12.226454707163354f;

    private static readonly float[] Blur = ButteraugliBlur.Kernel(1.2);

    /// <param name="linear">Red, green and blue in nits.</param>
    /// <returns>X, red against green; Y, their sum; B, blue.</returns>
    public static PlaneSet Of(PlaneSet linear)
    {
        using var around = linear.Select(plane => Filter.Same(plane, Blur, Border.Symmetric));
        var opsin = linear.Select(plane => new Plane(plane.Width, plane.Height));
        ParallelWork.ForRows(linear[0].Height, linear[0].Width, (from, to) =>
        {
            ReadOnlySpan<float> red = linear[0].Rows(from, to), green = linear[1].Rows(from, to), blue = linear[2].Rows(from, to);
            ReadOnlySpan<float> aroundRed = around[0].Rows(from, to), aroundGreen = around[1].Rows(from, to), aroundBlue = around[2].Rows(from, to);
            Span<float> x = opsin[0].Rows(from, to), y = opsin[1].Rows(from, to), b = opsin[2].Rows(from, to);
            for (var at = 0; at < red.Length; at += Vector512<float>.Count)
            {
                var i = Math.Min(at, red.Length - Vector512<float>.Count); // the last ones may be done twice
                var sharp = new Responses(Vector512.Create(red[i..]), Vector512.Create(green[i..]), Vector512.Create(blue[i..]));
                var local = new Responses(Vector512.Create(aroundRed[i..]), Vector512.Create(aroundGreen[i..]), Vector512.Create(aroundBlue[i..]));
                var l = Adapted(sharp.Long, local.Long, Bias);
                var m = Adapted(sharp.Middle, local.Middle, Bias);
                (l - m).CopyTo(x[i..]);
                (l + m).CopyTo(y[i..]);
                Adapted(sharp.Short, local.Short, BlueBias).CopyTo(b[i..]);
            }
        });
        return opsin;
    }

    private static Vector512<float> Adapted(Vector512<float> response, Vector512<float> around, float bias)
    {
        var adaptation = Vector512.Max(around, Vector512.Create(bias));
        var sensitivity = Vector512.Max(Gamma(adaptation) / adaptation, Vector512.Create(1e-4f));
        return Vector512.Max(response * sensitivity, Vector512.Create(bias));
    }

    private static Vector512<float> Gamma(Vector512<float> light) =>
        (Vector512.Log(light + Vector512.Create(9.9710635769299145f)) * 19.245013259874995f) - Vector512.Create(23.16046239805755f);

    /// <summary>The mixtures of red, green and blue that the three kinds of cones respond to.</summary>
    private readonly struct Responses(Vector512<float> red, Vector512<float> green, Vector512<float> blue)
    {
        public Vector512<float> Long => (red * 0.2995655034005832f) + (green * 0.6337308383782594f) + (blue * 0.07770561782098197f) + Vector512.Create(Bias);

        public Vector512<float> Middle => (red * 0.22158691104574774f) + (green * 0.6939138804411614f) + (blue * 0.0987313588422f) + Vector512.Create(Bias);

        public Vector512<float> Short => (red * 0.02f) + (green * 0.02f) + (blue * 0.2048012904102613f) + Vector512.Create(BlueBias);
    }
}

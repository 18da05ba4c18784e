namespace IqaSharp.Evaluation;

/// <summary>The formulas of <see cref="Logistic"/>: four parameters or five, by the length of β.</summary>
internal static class LogisticFunction
{
    public static double Value(double[] b, double x) => b.Length == 4
        ? ((b[0] - b[1]) * Sigmoid((x - b[2]) / Width(b[3]))) + b[1]
        : (b[0] * (0.5 - Sigmoid(-b[1] * (x - b[2])))) + (b[3] * x) + b[4];

    /// <summary>The derivatives with respect to β.</summary>
    public static void Gradient(double[] b, double x, Span<double> gradient)
    {
        if (b.Length == 4)
        {
            var width = Width(b[3]);
            var t = (x - b[2]) / width;
            var s = Sigmoid(t);
            var rise = (b[0] - b[1]) * s * (1 - s);
            (gradient[0], gradient[1], gradient[2], gradient[3]) = (s, 1 - s, -rise / width, -rise * t / width * Math.Sign(b[3]));
            return;
        }

        var u = x - b[2];
        var step = Sigmoid(-b[1] * u);
        var fall = b[0] * step * (1 - step);
        (gradient[0], gradient[1], gradient[2], gradient[3], gradient[4]) = (0.5 - step, fall * u, -fall * b[1], x, 1);
    }

    private static double Width(double b) => Math.Max(Math.Abs(b), 1e-6);

    private static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));
}

using Xunit;

namespace IqaSharp.Tests;

/// <summary>The tolerances of ../shared/reference/README.md.</summary>
internal static class Close
{
    /// <summary>1e-4 absolute: scores.</summary>
    public static void Absolute(double expected, double actual) => Assert.Equal(expected, actual, 1e-4);

    /// <summary>1e-4 relative: intermediate statistics.</summary>
    public static void Relative(double expected, double actual) => Assert.Equal(expected, actual, 1e-4 * Math.Abs(expected));
}

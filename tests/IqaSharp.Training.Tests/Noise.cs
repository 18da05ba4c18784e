namespace IqaSharp.Training.Tests;

/// <summary>Random inputs.</summary>
internal static class Noise
{
    /// <summary>Uniform in −1…1.</summary>
    public static float[] Of(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}

using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>The files of Imaging/Fixtures and samples/, next to the test executable.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Imaging", "Fixtures");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>All images, without their expected pixels.</summary>
    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".rgb", StringComparison.Ordinal)).Order();

    /// <summary>What the image must decode to: [height, width, 3].</summary>
    public static byte[] Expected(string name) => Bytes(name + ".rgb");

    public static int LargestDifference(ReadOnlySpan<byte> expected, Image image)
    {
        Assert.Equal(expected.Length, image.Pixels.Length);
        var largest = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i] - image.Pixels[i]));
        }

        return largest;
    }
}

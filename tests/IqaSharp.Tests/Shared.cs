using Xunit;

namespace IqaSharp.Tests;

/// <summary>The folder <c>shared</c> beside the checkout, with golden numbers that do not travel with it.</summary>
internal static class Shared
{
    /// <summary>A file or folder there. Where there is none the test that asks is skipped, and says why.</summary>
    public static string Find(string path)
    {
        var found = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", path));
        Assert.SkipUnless(Path.Exists(found), $"needs ../shared/{path}");
        return found;
    }
}

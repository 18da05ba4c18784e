namespace IqaSharp.Models.Catalogue;

/// <summary>The folder of this user's downloads and installed models.</summary>
internal static class CacheFolder
{
    private const string Name = "iqasharp";

    /// <summary><c>IQA_HOME</c>, else our folder in the platform's cache folder.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Find(Func<string, string?> variable)
    {
        if (variable("IQA_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(home);
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(
            OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : OperatingSystem.IsMacOS() ? Path.Combine(user, "Library", "Caches")
            : variable("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache) ? cache // its specification has relative ones ignored
            : Path.Combine(user, ".cache"),
            Name);
    }
}

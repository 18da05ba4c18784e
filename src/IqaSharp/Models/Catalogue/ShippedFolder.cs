using System.Diagnostics.CodeAnalysis;

namespace IqaSharp.Models.Catalogue;

/// <summary>The folder of the models that came with the library.</summary>
internal static class ShippedFolder
{
    /// <summary>That of this program.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A single file has its models beside it; an empty location is passed over")]
    public static string Find() => Find(AppContext.BaseDirectory, typeof(ShippedFolder).Assembly.Location);

    /// <summary><c>models/</c> beside the program. Scripts, notebooks and hosts of plug-ins are programs elsewhere: then it is beside the library, or in the package that the library was loaded from.</summary>
    /// <param name="program">The program's folder.</param>
    /// <param name="library">The library's file; empty in a single-file program.</param>
    public static string Find(string program, string library)
    {
        string[] candidates = Path.GetDirectoryName(library) is { Length: > 0 } folder
            ? [program, folder, Path.GetFullPath(Path.Combine(folder, "..", ".."))] // a package has the library in lib/net10.0
            : [program];
        var folders = candidates.Select(candidate => Path.Combine(candidate, "models")).ToList();
        return folders.FirstOrDefault(HasModels) ?? folders[0];
    }

    private static bool HasModels(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + ModelStore.Extension).Any();
}

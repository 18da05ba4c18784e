using System.IO.Enumeration;
using IqaSharp.Imaging.Archives;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Imaging;

/// <summary>Finds images by files, folders and glob patterns.</summary>
public static class ImageFiles
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".tif", ".tiff", ".gif", ".avif", ".bmp", ".dib",
        ".ppm", ".pgm", ".pbm", ".pnm",
    };

    // Hidden entries are skipped: thumbnails, and the "._photo.jpg" files that macOS leaves on other file systems.
    private static readonly EnumerationOptions Visible = new()
    {
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = false,
    };

    /// <summary>Lists images lazily, in the order of the arguments, so that scoring can start before the search ends.</summary>
    /// <param name="arguments">
    /// A file, whatever its extension; a folder: every file in it and its subfolders with an image extension, sorted by ordinal path,
    /// without hidden ones, each folder once even if links lead to it again; or a glob with <c>*</c>, <c>?</c>, <c>**</c>
    /// (folders at any depth) and <c>{a,b}</c>: the matching files with an image extension. A path that exists is never taken as a glob.
    /// A tar or zip file, as an argument or by a glob that ends in its extension: the images in it, named <c>archive.tar#member</c>.
    /// </param>
    /// <returns>Paths begin like their arguments. A missing, empty or unreadable argument gives an entry with an error, in its place;
    /// so does a file in a folder whose format is not read, such as HEIC or a camera raw.</returns>
    public static IEnumerable<ImageFile> Find(IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.SelectMany(Find);
    }

    /// <summary>The images of names as this library prints them, lazily: each a file, or <c>archive.tar#member</c> where the archive exists and no such file. Nothing else in a name has a special meaning.</summary>
    /// <param name="names">The names. Archives are listed once each, and their members stay in memory as long as the result is enumerated.</param>
    /// <returns>One for each name, in their order. Whether a file exists shows when it is read; an archive without such an image gives an entry with an error.</returns>
    public static IEnumerable<ImageFile> Named(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var images = new NamedImages();
        return names.Select(images.Find);
    }

    /// <summary>Whether a name has the extension of an image, or of one of the formats that are recognised and not read.</summary>
    internal static bool HasImageName(string name) => Extensions.Contains(Path.GetExtension(name)) || OtherFormat.OfName(name) is not null;

    private static IEnumerable<ImageFile> Find(string argument)
    {
        if (File.Exists(argument))
        {
            return ImageArchive.IsArchive(argument) ? OrElse(ImageArchive.Find(argument), argument, "no images in this archive") : [new(argument)];
        }

        if (Directory.Exists(argument))
        {
            return OrElse(Below(argument, ["**", "*"], []), argument, "no images in this folder");
        }

        string[] patterns = [.. Braces.Expand(argument)];
        if (argument.AsSpan().IndexOfAny('*', '?') >= 0)
        {
            return OrElse(patterns.SelectMany(Matches), argument, "no image matches");
        }

        return patterns is [_] ? [new NamedImages().FindMember(argument) ?? Bad(argument, "no such file or folder")] : patterns.SelectMany(Find);
    }

    private static IEnumerable<ImageFile> OrElse(IEnumerable<ImageFile> found, string argument, string reason) =>
        found.DefaultIfEmpty(Bad(argument, reason));

    private static ImageFile Bad(string path, string reason) => new(path, new BadImageException(path, reason));

    private static IEnumerable<ImageFile> Matches(string glob)
    {
        if (glob.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return File.Exists(glob) ? Find(glob) : [];
        }

        var root = Path.GetPathRoot(glob) ?? "";
        var parts = Parts(glob);
        var plain = parts.TakeWhile(static part => part.AsSpan().IndexOfAny('*', '?') < 0).ToArray();
        var folder = Path.Combine([root, .. plain]);
        var patterns = parts[plain.Length..];
        patterns = [.. patterns.Where((part, i) => i == 0 || part != "**" || patterns[i - 1] != "**")];
        if (patterns[^1] == "**")
        {
            patterns = [.. patterns, "*"];
        }

        return folder.Length == 0 || Directory.Exists(folder) ? Below(folder, patterns, []) : [];
    }

    /// <param name="folder">Where to look; empty for the current folder.</param>
    /// <param name="patterns">One pattern for each level of folders, the last for file names; <c>**</c> is any number of folders.</param>
    /// <param name="seen">The real folders already entered with as many patterns left: links may form cycles.</param>
    private static IEnumerable<ImageFile> Below(string folder, string[] patterns, HashSet<(string Folder, int Patterns)> seen)
    {
        if (!seen.Add((RealPath(folder), patterns.Length)))
        {
            yield break;
        }

        var (entries, error) = Entries(folder);
        if (error is not null)
        {
            yield return error;
        }

        foreach (var entry in entries)
        {
            var path = Path.Combine(folder, entry.Name);
            foreach (var image in entry.IsFolder ? Inside(path, entry.Name, patterns, seen) : IsImage(entry.Name, patterns) ? Images(path) : [])
            {
                yield return image;
            }
        }
    }

    private static IEnumerable<ImageFile> Images(string path) =>
        ImageArchive.IsArchive(path) ? Find(path) : [Extensions.Contains(Path.GetExtension(path)) ? new(path) : new(path, ImageDecoder.WhyNot(path))];

    private static IEnumerable<ImageFile> Inside(string path, string name, string[] patterns, HashSet<(string Folder, int Patterns)> seen) =>
        patterns switch
        {
            ["**", ..] => Below(path, patterns, seen).Concat(Inside(path, name, patterns[1..], seen)),
            [var pattern, _, ..] when IsMatch(pattern, name) => Below(path, patterns[1..], seen),
            _ => [],
        };

    private static bool IsImage(string name, string[] patterns) =>
        (HasImageName(name) || (ImageArchive.IsArchive(name) && ImageArchive.IsArchive(patterns[^1]))) && (patterns.Length == 1 || (patterns.Length == 2 && patterns[0] == "**")) && IsMatch(patterns[^1], name);

    private static bool IsMatch(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());

    /// <summary>The entries of a folder, sorted so that the paths of a whole tree come in ordinal order.</summary>
    private static (List<(string Name, bool IsFolder)> Entries, ImageFile? Error) Entries(string folder)
    {
        var entries = new List<(string Name, bool IsFolder)>();
        ImageFile? error = null;
        try
        {
            entries.AddRange(new FileSystemEnumerable<(string, bool)>(
                folder.Length == 0 ? "." : folder, static (ref entry) => (entry.FileName.ToString(), entry.IsDirectory), Visible));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = new(folder, new BadImageException(folder, e is UnauthorizedAccessException ? "permission denied" : "this folder cannot be read", e));
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.IsFolder ? a.Name + "/" : a.Name, b.IsFolder ? b.Name + "/" : b.Name));
        return (entries, error);
    }

    /// <summary>The path with links resolved part by part, as the system does: "link/.." is the parent of the link's target.</summary>
    private static string RealPath(string folder)
    {
        var path = Path.Combine(Environment.CurrentDirectory, folder);
        var real = Path.GetPathRoot(path)!;
        var parts = new Stack<string>(Parts(path).Reverse());
        for (var links = 0; parts.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(real) ?? real : part == "." ? real : Path.Combine(real, part);

            // Linux gives up after 40 links (path_resolution(7)); then the folder cannot be entered, and any name will do.
            if (part is ".." or "." || new DirectoryInfo(next).LinkTarget is not { } target || ++links > 40)
            {
                real = next;
                continue;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var step in Parts(target).Reverse())
            {
                parts.Push(step);
            }
        }

        return real;
    }

    private static string[] Parts(string path) => path[(Path.GetPathRoot(path)?.Length ?? 0)..].Split(
        [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}

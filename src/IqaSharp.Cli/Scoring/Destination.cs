using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Cli.Scoring;

/// <summary>A folder that image files are copied or moved to. No file in it is overwritten: a name that is taken gets a number.</summary>
internal sealed class Destination
{
    private readonly string _folder;
    private readonly bool _moves;
    private readonly Dictionary<string, string> _placed = []; // an image may be listed twice

    /// <param name="folder">It is created if it is not there.</param>
    /// <param name="moves">Whether files are moved.</param>
    /// <exception cref="BadInputException">It cannot be created.</exception>
    public Destination(string folder, bool moves)
    {
        (_folder, _moves) = (folder, moves);
        OutputFolder.Create(folder);
    }

    /// <summary>What is done, such as <c>moved to</c>.</summary>
    public string Verb => _moves ? "moved to" : "copied to";

    /// <summary>Copies or moves a file.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="BadInputException">It cannot be read or written.</exception>
    public string Place(string file)
    {
        if (_placed.TryGetValue(file, out var known))
        {
            return known;
        }

        if (Path.GetFullPath(_folder) == Path.GetDirectoryName(Path.GetFullPath(file)))
        {
            return _placed[file] = file; // it is there
        }

        var (name, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        for (var number = 1; ; number++)
        {
            var target = Path.Combine(_folder, number == 1 ? name + extension : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}{extension}"));
            try
            {
                if (Path.Exists(target))
                {
                    continue;
                }

                if (_moves)
                {
                    File.Move(file, target, overwrite: false);
                }
                else
                {
                    File.Copy(file, target, overwrite: false);
                }

                return _placed[file] = target;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!File.Exists(file))
                {
                    throw BadInputException.CannotRead(file, e);
                }

                if (!Path.Exists(target)) // else another program took the name just now
                {
                    throw BadInputException.CannotWrite(target, e);
                }
            }
        }
    }
}

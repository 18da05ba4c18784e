using System.Security.Cryptography;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Server.Access;

/// <summary>The keys that open the server: a line each in a file; empty lines and those that begin with # are none.</summary>
internal sealed class ApiKeys
{
    private const int ShortestKey = 16;
    private const int LongestFile = 1 << 20;

    // Digests are of one length, so that nothing of a comparison depends on what is sent.
    private readonly List<byte[]> _digests;

    private ApiKeys(List<byte[]> digests) => _digests = digests;

    /// <exception cref="BadInputException">It cannot be read, holds no key, or holds one that could be guessed.</exception>
    public static ApiKeys Read(string path)
    {
        string[] lines;
        try
        {
            lines = new FileInfo(path).Length <= LongestFile ? File.ReadAllLines(path) : throw new BadInputException(path, "no file of API keys: it is larger than 1 MB");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }

        var keys = lines.Index().Select(line => (Number: line.Index + 1, Key: line.Item.Trim())).Where(line => line.Key.Length > 0 && line.Key[0] != '#').ToList();
        foreach (var (number, key) in keys)
        {
            if (key.Length < ShortestKey)
            {
                throw new BadInputException(path, $"the key of line {number} has fewer than {ShortestKey} characters and could be guessed");
            }

            if (key.Any(c => c is <= ' ' or > '~'))
            {
                throw new BadInputException(path, $"the key of line {number} has characters that no header carries");
            }
        }

        return keys.Count > 0 ? new ApiKeys([.. keys.Select(line => Digest(line.Key))]) : throw new BadInputException(path, "holds no API key");
    }

    /// <summary>Whether a key is one of them. Takes the same time for every key.</summary>
    public bool Open(string key)
    {
        var (digest, found) = (Digest(key), false);
        foreach (var known in _digests)
        {
            found |= CryptographicOperations.FixedTimeEquals(known, digest);
        }

        return found;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

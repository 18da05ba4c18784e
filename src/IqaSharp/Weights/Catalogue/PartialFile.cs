using System.Security.Cryptography;

namespace IqaSharp.Weights;

/// <summary>What has come of a download, and a note of which version of the file it is the beginning of.</summary>
/// <param name="path">The part's file.</param>
internal sealed class PartialFile(string path)
{
    private readonly string _tagPath = path + ".tag";

    public string Path => path;

    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The entity tag; null where the server gave none, and the part cannot be continued.</summary>
    public string? Tag => File.Exists(_tagPath) ? File.ReadAllText(_tagPath) : null;

    /// <summary>Begins anew.</summary>
    public void Start(string? tag)
    {
        Delete();
        if (tag is not null)
        {
            File.WriteAllText(_tagPath, tag);
        }
    }

    public FileStream Append() => new(path, FileMode.Append, FileAccess.Write, FileShare.None);

    /// <summary>SHA-256 in hexadecimal, and MD5 in base 64 as HTTP has it.</summary>
    public (string Sha256, string Md5) Hash()
    {
        using var stream = File.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[1 << 17];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            sha256.AppendData(buffer, 0, count);
            md5.AppendData(buffer, 0, count);
        }

        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(md5.GetHashAndReset()));
    }

    /// <summary>Gives the file its name.</summary>
    public void Complete(string target)
    {
        File.Move(path, target, overwrite: true);
        File.Delete(_tagPath);
    }

    public void Delete()
    {
        File.Delete(path);
        File.Delete(_tagPath);
    }
}

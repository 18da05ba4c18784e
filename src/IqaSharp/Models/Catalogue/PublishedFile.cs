using System.Text.Json.Serialization;

namespace IqaSharp.Models.Catalogue;

/// <summary>A file of weights that its authors publish, and what is known of it.</summary>
public sealed record PublishedFile
{
    /// <summary>Where it is published.</summary>
    public required Uri Address { get; init; }

    /// <summary>Its size in bytes where it is known exactly: another size is refused.</summary>
    public long? Bytes { get; init; }

    /// <summary>About how many bytes there are to download, for people; null where that is unknown.</summary>
    public long? ApproximateBytes { get => Bytes ?? field; init; }

    /// <summary>Its SHA-256 in lower-case hexadecimal, or the first digits of it that its file name carries; null where none is published.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its file name.</summary>
    [JsonIgnore]
    public string File => Path.GetFileName(Address.AbsolutePath);
}

namespace IqaSharp.Models.Download;

/// <summary>A checkpoint as it was loaded.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal, whether or not there was one to hold it against.</param>
/// <param name="Verification">What it was held against.</param>
public sealed record DownloadedFile(long Bytes, string Sha256, Verification Verification);

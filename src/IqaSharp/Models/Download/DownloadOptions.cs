namespace IqaSharp.Models.Download;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>How long nothing may arrive before the connection counts as broken off.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a connection is tried.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause after the first failure; it doubles with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest file that is loaded, in bytes: several times the largest checkpoint of the field.</summary>
    public long MaxBytes { get; init; } = 2_000_000_000;
}

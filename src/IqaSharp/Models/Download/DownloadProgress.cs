namespace IqaSharp.Models.Download;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">There already, with what an earlier pull left.</param>
/// <param name="Total">All; null where the server does not say.</param>
/// <param name="BytesPerSecond">Since the connection stands.</param>
public readonly record struct DownloadProgress(long Bytes, long? Total, double BytesPerSecond);

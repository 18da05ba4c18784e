namespace IqaSharp.Models.Download;

/// <summary>A transfer failed in a way that may be over in a moment.</summary>
internal sealed class BrokenOffException(string reason, Exception? inner = null) : Exception(reason, inner);

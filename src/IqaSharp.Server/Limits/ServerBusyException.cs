namespace IqaSharp.Server.Limits;

/// <summary>The server has as much to do as it may take on: 429.</summary>
/// <param name="reason">What there is too much of.</param>
/// <param name="retryAfter">When it is worth another try.</param>
internal sealed class ServerBusyException(string reason, TimeSpan retryAfter) : Exception($"{reason}: try again later")
{
    public TimeSpan RetryAfter => retryAfter;
}

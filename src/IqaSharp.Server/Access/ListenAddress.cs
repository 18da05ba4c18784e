using System.Diagnostics.CodeAnalysis;
using System.Net;
using IqaSharp.CommandLine.Serving;

namespace IqaSharp.Server.Access;

/// <summary>An address that the server listens on, such as <c>http://127.0.0.1:8080</c>.</summary>
internal sealed record ListenAddress
{
    /// <summary>This machine alone.</summary>
    public static readonly ListenAddress Default = new(ServeUsage.Address, true);

    private ListenAddress(string url, bool isLoopback) => (Url, IsLoopback) = (url, isLoopback);

    /// <summary>The address as ASP.NET Core takes it.</summary>
    public string Url { get; }

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback { get; }

    /// <param name="text">What the user wrote.</param>
    /// <param name="address">The address, if it is one.</param>
    /// <param name="problem">What is wrong with it, if it is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = !Uri.TryCreate(text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? $"'{text}' is no address such as {Default.Url}"
            : uri.Scheme == Uri.UriSchemeHttps ? $"'{text}': HTTPS is for the proxy in front of the server; it speaks HTTP"
            : uri.Scheme != Uri.UriSchemeHttp ? $"'{text}' does not begin with http://"
            : uri is { Host: "localhost", Port: 0 } ? $"'{text}': a free port is found for an address such as 127.0.0.1, not for a name"
            : uri.PathAndQuery != "/" ? $"'{text}' has a path: the server takes the whole address"
            : null;
        if (problem is not null)
        {
            return false;
        }

        // A name other than localhost may lead anywhere, and Kestrel listens on all addresses for it.
        var loopback = uri!.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        address = new ListenAddress($"http://{uri.Host}:{uri.Port}", loopback);
        return true;
    }
}

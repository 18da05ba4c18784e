using IqaSharp.Server.Endpoints;
using Microsoft.Net.Http.Headers;

namespace IqaSharp.Server.Access;

/// <summary>Refuses requests without a key where one is needed, and those that another site's page makes a browser send.</summary>
/// <param name="next">What comes after it.</param>
/// <param name="options">The server's options.</param>
internal sealed class Gatekeeper(RequestDelegate next, ServerOptions options)
{
    private const string KeyHeader = "X-Api-Key";
    private const string Scheme = "Bearer ";

    // The page, its files, the description of the interface and the checks of health say nothing that is secret.
    private static readonly string[] Guarded = ["/v1", "/metrics"];

    public Task InvokeAsync(HttpContext context)
    {
        var guarded = Guarded.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        if (guarded && context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "this server answers its own page and programs, not the pages of other sites");
        }

        if (guarded && options.Keys is { } keys && !(Key(context.Request) is { } key && keys.Open(key)))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, $"needs an API key: 'Authorization: {Scheme}KEY', or '{KeyHeader}: KEY'");
        }

        return next(context);
    }

    private static string? Key(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : request.Headers.TryGetValue(KeyHeader, out var key) ? key.ToString() : null;
    }
}

using System.Net;
using IqaSharp.Core;

namespace IqaSharp.Models.Download;

/// <summary>What went wrong between here and the server, in words, and whether it is worth trying again.</summary>
internal static class HttpTrouble
{
    /// <summary>For a response that is not the file.</summary>
    public static Exception Of(Uri address, HttpResponseMessage response)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new BadInputException(address.ToString(), $"{status}: the file is no longer there; a newer version may know where it went, and 'iqa convert' takes a copy from elsewhere"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new BadInputException(address.ToString(), $"{status}: the server does not give the file; try later, or load it with a browser and use 'iqa convert'"),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new BrokenOffException($"the server answers {status}"),
            _ => new BadInputException(address.ToString(), $"the server answers {status}"),
        };
    }

    /// <summary>For a request that got no response.</summary>
    public static Exception Of(Uri address, HttpRequestException e)
    {
        var cause = (e.InnerException ?? e).Message.ReplaceLineEndings(" ").TrimEnd('.');
        return e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                new BadInputException(address.ToString(), $"the host {address.Host} is not found: is there a network? Behind a proxy, set HTTPS_PROXY", e),
            HttpRequestError.SecureConnectionError =>
                new BadInputException(address.ToString(), $"no secure connection: {cause}", e),
            HttpRequestError.ProxyTunnelError =>
                new BadInputException(address.ToString(), $"the proxy does not let through: {cause}", e),
            HttpRequestError.ConnectionError => new BrokenOffException($"no connection: {cause}", e),
            _ => new BrokenOffException($"the connection broke off: {cause}", e),
        };
    }
}

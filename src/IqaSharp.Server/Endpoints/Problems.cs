using IqaSharp.Core;
using IqaSharp.Extensions;
using IqaSharp.Metrics;
using IqaSharp.Server.Limits;

namespace IqaSharp.Server.Endpoints;

/// <summary>Errors as problem details (RFC 9457): one for what the client did, none of them a stack trace.</summary>
internal sealed class Problems : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is ServerBusyException or MetricBusyException)
        {
            var retry = e is ServerBusyException busy ? busy.RetryAfter : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = retry.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            return Of(StatusCodes.Status429TooManyRequests, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Of(e.StatusCode, e.Message);
        }
        catch (ReferenceKindException e)
        {
            return Of(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadInputException e)
        {
            return Of(StatusCodes.Status422UnprocessableEntity, e.Message);
        }
        catch (TimeoutException e)
        {
            return Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty; // nobody is there to read an answer
        }
    }

    /// <summary>Answers a request outside the endpoints.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail) => Of(status, detail).ExecuteAsync(context);

    private static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status);
}

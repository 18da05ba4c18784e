using IqaSharp.Extensions;
using IqaSharp.Imaging;

// A service that takes photographs that look good, and says why it refuses others. From the repository's folder:
//     dotnet run -c Release --project examples/csharp/UploadGate --urls http://localhost:5000
//     curl --data-binary @samples/coffee-blur.png http://localhost:5000/photos
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddIqaMetric("musiq", builder.Configuration.GetSection("Iqa"));
builder.Services.AddHealthChecks().AddIqaMetric("musiq");
var lowest = builder.Configuration.GetValue("Gate:LowestScore", 40.0);

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/photos", async (HttpRequest request, MetricService musiq, CancellationToken stop) =>
{
    try
    {
        var score = (await musiq.ScoreAsync(request.Body, stop)).Value;
        return score >= lowest
            ? Results.Ok(new { score })
            : Results.Problem($"the photograph scores {score:0}, below the {lowest:0} of 100 that this service asks for", statusCode: StatusCodes.Status422UnprocessableEntity);
    }
    catch (BadImageException e)
    {
        return Results.Problem(e.Reason, statusCode: StatusCodes.Status400BadRequest);
    }
    catch (MetricBusyException e)
    {
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
});
app.Run();

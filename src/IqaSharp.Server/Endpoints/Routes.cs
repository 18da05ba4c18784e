using IqaSharp.Server.Contract;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace IqaSharp.Server.Endpoints;

/// <summary>What is at which address, and how it is described.</summary>
internal static class Routes
{
    /// <summary>The tag of the health checks that <c>/readyz</c> runs.</summary>
    public const string Ready = "ready";

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/v1").AddEndpointFilter<Problems>();
        api.MapGet("/metrics", (ServedMetrics metrics) => metrics.All.Select(metric => MetricInfo.Of(metric.Service.Name, metric.Card)))
            .WithSummary("The metrics that are served").WithTags("Metrics").Produces<IReadOnlyList<MetricInfo>>();
        Describe(
            api.MapPost("/score", ScoreEndpoint.PostAsync).Produces<ScoreResult>(),
            "Score images",
            "The body is an image, or a form with one or several. For an image the answer is its score; for a form it is {\"results\": […]}, a result for each file, in which one that cannot be scored has the reason.");
        Describe(
            api.MapPost("/compare", CompareEndpoint.PostAsync).Produces<ComparisonResult>(),
            "Compare images with a reference",
            "A form with a file 'reference' and one or several files 'image'. 'metric' names metrics, separated by commas; by default all that take a pristine reference.",
            isForm: true);
        Describe(
            api.MapPost("/map", MapEndpoint.PostAsync).Produces<MapResult>().Produces(StatusCodes.Status200OK, null, "image/png"),
            "Where an image is good, or where it differs from its reference",
            "The body is an image, or a form with a file 'image' and, for metrics that take one, a file 'reference'. 'Accept: image/png' draws the map.");
        Describe(
            api.MapPost("/embed", EmbedEndpoint.PostAsync).Produces<EmbeddingResult>(),
            "The embedding of an image",
            "The body is an image, or a form with one. 'scales=true' adds the mean of each scale's tokens.");

        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapGet("/settings.json", () => new { engine = "server" }).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs", options => options.WithTitle("IqaSharp").DisableDefaultFonts());
    }

    private static void Describe(RouteHandlerBuilder endpoint, string summary, string description, bool isForm = false) => endpoint
        .WithSummary(summary)
        .WithDescription(description)
        .WithTags("Images")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var file = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
            var form = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>() };
            foreach (var field in isForm ? new[] { Upload.Image, Upload.Reference } : [Upload.Image])
            {
                form.Properties[field] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            }

            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } } };
            if (!isForm)
            {
                operation.RequestBody.Content!["image/*"] = file;
            }

            return Task.CompletedTask;
        });
}

using System.Text.Json.Serialization;
using IqaSharp.Extensions;
using IqaSharp.Server.Access;
using IqaSharp.Server.Endpoints;
using IqaSharp.Server.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace IqaSharp.Server;

/// <summary>Puts the server together. Nothing of it comes from the environment or from a file in the current folder, so that neither can lift a limit.</summary>
internal static class IqaServer
{
    private static readonly string[] Meters = [Telemetry.Name, WorkQueue.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>The page's files, beside the program.</summary>
    public static string WebFolder { get; } = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>A server that does not listen yet; its metrics are loaded.</summary>
    /// <exception cref="Core.BadInputException">A model cannot be loaded.</exception>
    public static async Task<WebApplication> CreateAsync(ServerOptions options, LogLevel level = LogLevel.Information)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "iqa-serve" });
        builder.Logging.SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", level)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical) // it calls it an error that a body that is cut off cannot be read to its end
            .AddFilter(typeof(MetricService).FullName, logged => logged >= level && logged != LogLevel.Error) // the one error is that a model cannot be loaded, which ends the program with that line
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options));
        AddServices(builder.Services, options);
        var app = builder.Build();
        foreach (var address in options.Addresses)
        {
            app.Urls.Add(address.Url);
        }

        Use(app);
        await app.Services.GetRequiredService<ServedMetrics>().LoadAsync();
        return app;
    }

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxRequestBodySize = options.MaxBody;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MinRequestBodyDataRate = new(options.SlowestBody, TimeSpan.FromSeconds(5));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
    }

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddRouting().AddProblemDetails().AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "IqaSharp";
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTime);
        services.AddHostFiltering(hosts => hosts.AllowedHosts = options.Addresses.All(address => address.IsLoopback) ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);
        services.AddSingleton(options).AddSingleton<WorkQueue>().AddSingleton<MemoryBudget>().AddSingleton<Answering>().AddSingleton<ServedMetrics>();
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("iqa-serve")).WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        var health = services.AddHealthChecks();
        foreach (var name in options.Metrics)
        {
            // The queue is the server's, over all metrics: none of them refuses by itself.
            services.AddIqaMetric(name, metric =>
            {
                (metric.MaxConcurrency, metric.MaxQueue) = (options.Workers, options.Queue);
                (metric.MaxBytes, metric.MaxPixels, metric.Threads, metric.Precision) = (options.MaxBody, options.MaxPixels, options.Threads, options.Precision);
            });
            health.AddIqaMetric(name, Routes.Ready);
        }
    }

    private static void Use(WebApplication app)
    {
        var pages = new PhysicalFileProvider(WebFolder);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "the server failed; its log says why") });
        app.UseStatusCodePages(context => Problems.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode, "there is nothing here for this request"));
        app.UseHostFiltering();
        app.Use(SecureHeadersAsync);
        app.UseMiddleware<Gatekeeper>();
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = pages });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = pages, ContentTypeProvider = ContentTypes.Known });
        app.UseRouting();
        Routes.Map(app);
    }

    private static Task SecureHeadersAsync(HttpContext context, Func<Task> next)
    {
        // Scalar's page has a script of its own; it is a page to read, not one that is given images.
        var script = context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal) ? "'self' 'unsafe-inline'" : "'self'";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; connect-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next();
    }
}

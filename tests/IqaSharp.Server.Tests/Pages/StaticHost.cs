using IqaSharp.Core;
using IqaSharp.Server.Page;
using IqaSharp.Server.Tests.Pages;
using IqaSharp.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Xunit;

[assembly: AssemblyFixture(typeof(StaticHost))]

namespace IqaSharp.Server.Tests.Pages;

/// <summary>A host that knows nothing of the page but its files, and says nothing of threads: the poorest there is.</summary>
public sealed class StaticHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _once = new(1);
    private WebApplication? _host;
    private string? _missing;

    /// <summary>The page's address, below a folder as on many hosts; a test is skipped where npm cannot fetch what the page needs.</summary>
    public async Task<string> AddressAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_host is null && _missing is null)
            {
                await StartAsync();
            }
        }
        catch (BadInputException e) when (e.Source == "onnxruntime-web")
        {
            _missing = e.Message;
        }
        finally
        {
            _once.Release();
        }

        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return $"{_host!.Urls.First()}/iqa/";
    }

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _once.Dispose();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        var site = _folder["site"];
        await StaticPage.WriteAsync(site, StaticPage.DefaultModel, runtime: null, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        var host = builder.Build();
        host.Urls.Add("http://127.0.0.1:0");
        host.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(site),
            RequestPath = "/iqa",
            StaticFileOptions = { ServeUnknownFileTypes = true, ContentTypeProvider = ContentTypes.Known },
        });
        await host.StartAsync();
        _host = host;
    }
}

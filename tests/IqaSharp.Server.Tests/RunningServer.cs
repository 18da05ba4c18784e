using System.Net;
using System.Net.Sockets;
using System.Text;
using IqaSharp.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IqaSharp.Server.Tests;

/// <summary>A server on a free port of this machine, and a client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication application)
    {
        Application = application;
        Address = new Uri(application.Urls.First());
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public WebApplication Application { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(ServerOptions options)
    {
        Assert.True(ListenAddress.TryParse("http://127.0.0.1:0", out var address, out _));
        var application = await IqaServer.CreateAsync(options with { Addresses = [address] }, LogLevel.Warning);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(application);
    }

    public T Service<T>()
        where T : notnull => Application.Services.GetRequiredService<T>();

    /// <summary>Posts an image as the body.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, byte[] body) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(body), TestContext.Current.CancellationToken);

    /// <summary>Posts files as a form.</summary>
    public Task<HttpResponseMessage> PostFormAsync(string path, params (string Field, string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, name, content) in files)
        {
            form.Add(new ByteArrayContent(content), field, name);
        }

        return Client.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    /// <summary>A connection on which a test says what it likes.</summary>
    public async Task<TcpClient> ConnectAsync(string text)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.DisposeAsync();
    }
}

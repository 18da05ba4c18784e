using IqaSharp.Core;
using IqaSharp.Server.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(DefaultServer))]

namespace IqaSharp.Server.Tests;

/// <summary>A server with the default limits and exact scores that many tests share.</summary>
public sealed class DefaultServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync(new ServerOptions { Metrics = ["musiq", "iqt", "psnr", "ssim", "niqe"], Precision = Precision.Exact, Timeout = TimeSpan.FromMinutes(5) });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

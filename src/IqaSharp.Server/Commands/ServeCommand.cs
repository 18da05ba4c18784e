using System.CommandLine;
using System.Net.Sockets;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Serving;
using IqaSharp.Core;
using IqaSharp.Server.Access;

namespace IqaSharp.Server.Commands;

/// <summary><c>iqa serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var (usage, usual) = (new ServeUsage(), new ServerOptions());
        var command = usage.Command();
        command.SetAction(parsed => RunAsync(
            Split(parsed.GetValue(usage.Urls)),
            parsed.GetValue(usage.Keys),
            usual with
            {
                Metrics = Split(parsed.GetValue(usage.Metric)) is { Count: > 0 } named ? named : usual.Metrics,
                Precision = usage.Precision.Of(parsed),
                Workers = parsed.GetValue(usage.Workers),
                Threads = parsed.GetValue(usage.Threads),
                Queue = parsed.GetValue(usage.Queue),
                MaxBody = (long)parsed.GetValue(usage.MaxBody) << 20,
                MaxMemory = (long)parsed.GetValue(usage.MaxMemory) << 20,
                MaxPixels = parsed.GetValue(usage.MaxPixels) * 1_000_000L,
                Timeout = TimeSpan.FromSeconds(parsed.GetValue(usage.Timeout)),
                MaxConnections = parsed.GetValue(usage.MaxConnections),
            }));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> urls, string? keys, ServerOptions options)
    {
        var addresses = new List<ListenAddress>();
        foreach (var url in urls)
        {
            if (!ListenAddress.TryParse(url, out var address, out var problem))
            {
                Terminal.Error($"serve: {problem}");
                return ExitCode.WrongUsage;
            }

            addresses.Add(address);
        }

        if (keys is null && addresses.FirstOrDefault(address => !address.IsLoopback) is { } open)
        {
            Terminal.Error($"serve: {open.Url} is open to other machines, which needs --api-key-file");
            return ExitCode.WrongUsage;
        }

        try
        {
            options = options with { Addresses = addresses.Count > 0 ? addresses : options.Addresses, Keys = keys is null ? null : ApiKeys.Read(keys) };
            await using var server = await IqaServer.CreateAsync(options);
            await server.RunAsync();
            return ExitCode.Done;
        }
        catch (BadInputException e)
        {
            Terminal.Error(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Terminal.Error($"serve: {string.Join(", ", options.Addresses.Select(address => address.Url))}: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
}

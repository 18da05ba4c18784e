using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Serving;
using IqaSharp.Server.Page;

namespace IqaSharp.Server.Commands;

/// <summary><c>iqa page</c>.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var usage = new PageUsage();
        var command = usage.Command();
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(usage.Output);
            var size = await StaticPage.WriteAsync(folder, parsed.GetValue(usage.Metric) ?? StaticPage.DefaultModel, parsed.GetValue(usage.Runtime), cancellation);
            Terminal.Line($"{folder}: {size / 1e6:0.0} MB");
        });
        return command;
    }
}

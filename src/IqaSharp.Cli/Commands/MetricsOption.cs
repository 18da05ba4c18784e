using System.CommandLine;
using System.CommandLine.Completions;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary>The option <c>--metric</c> of commands that take several.</summary>
internal static class MetricsOption
{
    public static Option<string[]> Create(string description)
    {
        var option = new Option<string[]>("--metric", "-m") { Description = description, HelpName = "a,b,…" };
        option.CompletionSources.Add(context =>
        {
            var before = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
            return ModelStore.Default.Installed().Select(model => model.Name).Concat(ClassicalMetrics.All.Select(metric => metric.Name)).Select(name => new CompletionItem(before + name));
        });
        return option;
    }

    /// <summary>The names of the option, which may be given several times, each with several names.</summary>
    public static IReadOnlyList<string> Names(this ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}

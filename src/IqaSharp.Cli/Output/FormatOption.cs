using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Output;

/// <summary>The options <c>--format</c> and <c>--output</c> of commands that write rows: without the first, the file's extension decides.</summary>
internal sealed class FormatOption
{
    public Option<OutputFormat?> Format { get; } = new Option<OutputFormat?>("--format", "-f") { Description = "table, json, jsonl, csv or md; default: as -o ends", HelpName = "format" }.AcceptEnumNames();

    public Option<string?> Output { get; } = new("--output", "-o") { Description = "The file to write; it appears when it is complete", HelpName = "file" };

    public OutputFormat Of(ParseResult parsed) => Of(parsed.GetValue(Format), parsed.GetValue(Output));

    public OutputFormat Of(CommandResult result) => Of(result.GetValue(Format), result.GetValue(Output));

    private static OutputFormat Of(OutputFormat? format, string? output) => format ?? Path.GetExtension(output)?.ToLowerInvariant() switch
    {
        ".json" => OutputFormat.Json,
        ".jsonl" or ".ndjson" => OutputFormat.Jsonl,
        ".csv" => OutputFormat.Csv,
        ".md" => OutputFormat.Md,
        _ => OutputFormat.Table,
    };
}

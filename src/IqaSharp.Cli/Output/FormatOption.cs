using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Output;

/// <summary>The options <c>--format</c> and <c>--output</c> of commands that write rows: without the first, the file's extension decides.</summary>
internal sealed class FormatOption
{
    private static readonly Dictionary<string, OutputFormat> s_endings = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = OutputFormat.Table,
        [".table"] = OutputFormat.Table,
        [".json"] = OutputFormat.Json,
        [".jsonl"] = OutputFormat.Jsonl,
        [".ndjson"] = OutputFormat.Jsonl,
        [".csv"] = OutputFormat.Csv,
        [".md"] = OutputFormat.Md,
        [".parquet"] = OutputFormat.Parquet,
    };

    /// <param name="parquet">Whether the command writes Parquet.</param>
    public FormatOption(bool parquet = false)
    {
        Format = new Option<OutputFormat?>("--format", "-f") { Description = $"table, json, jsonl, csv{(parquet ? ", parquet" : "")} or md; default: as -o ends", HelpName = "format" }.AcceptEnumNames();
        Format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.Equals(nameof(OutputFormat.Parquet), StringComparison.OrdinalIgnoreCase) && !parquet)
            {
                result.AddError($"{Format.Name} parquet is for scores");
            }
        });
        Output.Validators.Add(result =>
        {
            var ending = Path.GetExtension(result.GetValueOrDefault<string?>());
            if (result.Parent is CommandResult command && command.GetResult(Format) is null && !string.IsNullOrEmpty(ending) && !s_endings.ContainsKey(ending))
            {
                result.AddError($"{Output.Name}: no format is named {ending}; there are {string.Join(", ", s_endings.Keys)}, or --format says which");
            }
        });
    }

    public Option<OutputFormat?> Format { get; }

    public Option<string?> Output { get; } = new("--output", "-o") { Description = "The file to write; it appears when it is complete", HelpName = "file" };

    public OutputFormat Of(ParseResult parsed) => Of(parsed.GetValue(Format), parsed.GetValue(Output));

    public OutputFormat Of(CommandResult result) => Of(result.GetValue(Format), result.GetValue(Output));

    private static OutputFormat Of(OutputFormat? format, string? output) => format ?? s_endings.GetValueOrDefault(Path.GetExtension(output) ?? "", OutputFormat.Table);
}

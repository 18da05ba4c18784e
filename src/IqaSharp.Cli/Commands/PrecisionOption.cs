using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Cli.Commands;

/// <summary><c>--precision</c>.</summary>
/// <param name="usual">What it is where nobody says.</param>
internal sealed class PrecisionOption(Precision usual)
{
    public Option<Precision?> Option { get; } = new Option<Precision?>("--precision")
    {
        Description = $"exact: single precision; fast: 8-bit integers where the model has been quantised and the processor gains by it; default: {usual.ToString().ToLowerInvariant()}",
        HelpName = "exact|fast",
    }.AcceptEnumNames().Rare();

    public Precision Of(ParseResult parsed) => parsed.GetValue(Option) ?? usual;
}

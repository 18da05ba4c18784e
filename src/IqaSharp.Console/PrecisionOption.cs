using System.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary><c>--precision</c>.</summary>
/// <param name="usual">What it is where nobody says.</param>
internal sealed class PrecisionOption(Precision usual)
{
    /// <summary>What is said of a score that is not exact.</summary>
    public const string Fast = "computed in 8-bit integers";

    public Option<Precision?> Option { get; } = new Option<Precision?>("--precision")
    {
        Description = $"exact: single precision; fast: 8-bit integers where the model has been quantised and the processor gains by it; default: {usual.ToString().ToLowerInvariant()}",
        HelpName = "exact|fast",
    }.AcceptEnumNames().Rare();

    public Precision Of(ParseResult parsed) => parsed.GetValue(Option) ?? usual;
}

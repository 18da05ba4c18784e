using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Cli.Commands;

/// <summary><c>--precision</c>.</summary>
internal static class PrecisionOption
{
    public static Option<Precision?> Create(Precision usual) => new Option<Precision?>("--precision")
    {
        Description = $"exact: single precision; fast: 8-bit integers where the model has been quantised and the processor gains by it; default: {(usual == Precision.Fast ? "fast" : "exact")}",
        HelpName = "exact|fast",
    }.AcceptEnumNames();
}

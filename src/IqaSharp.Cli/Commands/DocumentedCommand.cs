using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace IqaSharp.Cli.Commands;

/// <summary>A command whose own help ends with remarks and examples; lists of commands show its summary alone.</summary>
/// <param name="name">What one types.</param>
/// <param name="summary">One sentence.</param>
/// <param name="details">Remarks and examples, below the options.</param>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    /// <summary>Makes <c>--help</c> show details.</summary>
    public static void Extend(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((HelpAction)help.Action!);
    }

    private sealed class Help(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = standard.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand command)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(command.Details);
            }

            return code;
        }
    }

    private string Details => details;
}

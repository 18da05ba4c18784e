using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace IqaSharp.CommandLine;

/// <summary>A command whose help ends with remarks and examples. A list of commands shows the summary alone.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="summary">One sentence.</param>
/// <param name="details">Remarks and examples, printed below the options.</param>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    /// <summary>Makes <c>--help</c> of every command print its details.</summary>
    public static void ExtendHelp(RootCommand root)
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

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
        foreach (var alias in help.Aliases.Where(alias => alias.StartsWith('/')).ToList())
        {
            help.Aliases.Remove(alias); // it may be a path
        }
    }

    private sealed class Help(HelpAction standard) : SynchronousCommandLineAction
    {
        private const string All = "all";
        private const int Narrowest = 40;
        private const int Widest = 100; // longer lines are hard to read
        private const int Usual = 80;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
            var rare = command.Options.Where(option => option.Hidden).ToList();
            var all = parseResult.Tokens.Any(token => token.Value == All);
            rare.ForEach(option => option.Hidden = !all);
            var width = Math.Clamp(Terminal.Width ?? Usual, Narrowest, Widest);
            standard.MaxWidth = width;
            var code = standard.Invoke(parseResult);
            if (rare.Count > 0 && !all)
            {
                foreach (var line in TextLayout.Wrapped($"'--help {All}' also shows {string.Join(", ", rare.Select(option => option.Name))}.", width))
                {
                    output.WriteLine(line);
                }

                output.WriteLine();
            }

            if (command is DocumentedCommand documented)
            {
                foreach (var line in Paragraphs(documented.Details).SelectMany(paragraph => paragraph.StartsWith(' ') ? [paragraph] : TextLayout.Wrapped(paragraph, width)))
                {
                    output.WriteLine(line);
                }
            }

            return code;
        }

        /// <summary>Text whose lines belong together becomes one line; empty and indented lines stay.</summary>
        private static IEnumerable<string> Paragraphs(string text)
        {
            var paragraph = "";
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            {
                if (line.Length > 0 && line[0] != ' ')
                {
                    paragraph = paragraph.Length == 0 ? line : $"{paragraph} {line}";
                    continue;
                }

                if (paragraph.Length > 0)
                {
                    yield return paragraph;
                    paragraph = "";
                }

                yield return line;
            }

            if (paragraph.Length > 0)
            {
                yield return paragraph;
            }
        }
    }

    private string Details => details;
}

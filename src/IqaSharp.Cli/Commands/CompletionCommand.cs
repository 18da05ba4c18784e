using System.CommandLine;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa completion</c>.</summary>
internal static class CompletionCommand
{
    // Each asks the command itself, by the parser's directive [suggest], and offers file names where that knows nothing.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _iqa() {
                local word=${COMP_WORDS[COMP_CWORD]} line
                COMPREPLY=()
                while IFS= read -r line; do
                    if [[ $line == "$word"* && ( $line != -* || $word == -* ) ]]; then
                        COMPREPLY+=("$line")
                    fi
                done < <(iqa "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            }
            complete -o default -F _iqa iqa
            """,
        ["zsh"] = """
            #compdef iqa
            _iqa() {
                local word=$words[CURRENT]
                local -a found
                found=(${(f)"$(iqa "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
                [[ $word == -* ]] || found=(${found:#-*})
                if (( $#found )); then compadd -- $found; else _files; fi
            }
            compdef _iqa iqa
            """,
        ["fish"] = """
            function __iqa_complete
                set -l line (commandline --cut-at-cursor)
                iqa "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
            end
            complete --command iqa --arguments '(__iqa_complete)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName iqa -ScriptBlock {
                param($word, $line, $position)
                iqa "[suggest:$position]" "$line" 2>$null |
                    Where-Object { $_ -like "$word*" -and ($word -like '-*' -or $_ -notlike '-*') } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", Scripts.Keys) };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new DocumentedCommand(
            "completion",
            "Print the script that completes commands, options and metrics in a shell",
            """
            Add the line of your shell to its startup file:
              bash  source <(iqa completion bash)
              zsh   source <(iqa completion zsh)         (after compinit)
              fish  iqa completion fish | source
              pwsh  iqa completion pwsh | Out-String | Invoke-Expression
            """)
        {
            shell,
        };
        command.SetAction(parsed => Terminal.Data(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}

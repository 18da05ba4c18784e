using System.CommandLine;
using IqaSharp;
using IqaSharp.Cli;
using IqaSharp.Cli.Commands;

var root = new RootCommand(
    """
    Says how good images look to people.

    Examples:
      iqa score photo.jpg                                  one photograph
      iqa score photos/ --format csv -o scores.csv         a folder, into a table
      iqa models                                           which models there are
      iqa models pull musiq-koniq                          download one
    """)
{
    ScoreCommand.Create(),
    ModelsCommand.Create(),
    ConvertCommand.Create(),
    ExportCommand.Create(),
    RestoreCommand.Create(),
};

DocumentedCommand.Extend(root);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"iqa: {error.Message}");
    }

    Console.Error.WriteLine($"'iqa {string.Join(' ', [.. CommandPath(parsed.CommandResult.Command), "--help"])}' shows how it is used");
    return ExitCode.WrongUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BadInputException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Failed;
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}

static IEnumerable<string> CommandPath(Command command) =>
    command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(CommandPath), command.Name];

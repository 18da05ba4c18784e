using System.CommandLine;
using IqaSharp.Cli.Commands;
using IqaSharp.CommandLine;

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
    MergeCommand.Create(),
    ModelsCommand.Create(),
    ConvertCommand.Create(),
    CalibrateCommand.Create(),
    QuantizeCommand.Create(),
    ExportCommand.Create(),
    EmbedCommand.Create(),
    ClassifyCommand.Create(),
    CompareCommand.Create(),
    MapCommand.Create(),
    ExplainCommand.Create(),
    ReportCommand.Create(),
    EvaluateCommand.Create(),
    BenchmarkCommand.Create(),
    AdaptCommand.Create(),
    DatasetsCommand.Create(),
    DevicesCommand.Create(),
    FitCommand.Create(),
    DistortCommand.Create(),
    RestoreCommand.Create(),
    CompletionCommand.Create(),
};

foreach (var command in TrainingCommands.Create().Concat(ServerCommands.Create()))
{
    root.Add(command);
}

return TrainingCommands.Include(args) ? CompanionProgram.Training.Run(args)
    : ServerCommands.Include(args) ? CompanionProgram.Server.Run(args)
    : await CommandRun.ExecuteAsync(root, "iqa", args);

using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Evaluation.ScoreFiles;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa merge</c>.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("parts") { Description = "Files that 'iqa score --resume' wrote, or folders of them", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "The file to write: .parquet, or the format of the parts", HelpName = "file", Required = true };
        var command = new DocumentedCommand(
            "merge",
            "Join the shares of a run, after checking that all are there",
            """
            Checks that every share is there and complete, that no image is there twice, and
            that all come from the same metrics, version and options. What is wrong is listed,
            and nothing is written. Exit code: 0 complete, 1 not.

            Examples:
              iqa score photos/ --shard 3/16 --resume -o parts/3.parquet
              iqa merge parts/ -o all.parquet
            """)
        {
            parts, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is { Tokens: [var token] } && !ScoreTable.HasExtension(token.Value))
            {
                result.AddError($"{output.Name} takes a name that ends in .parquet, .jsonl or .csv");
            }
        });
        command.SetAction(parsed =>
        {
            var problems = ScoreMerge.Merge(ScoreMerge.Find(parsed.GetRequiredValue(parts)), parsed.GetRequiredValue(output));
            foreach (var problem in problems)
            {
                Terminal.Error(problem);
            }

            return problems.Count > 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}

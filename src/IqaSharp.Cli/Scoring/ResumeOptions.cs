using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Scoring;

/// <summary>The options of <c>iqa score</c> for runs that may be killed, and that are divided among processes.</summary>
internal sealed class ResumeOptions
{
    private const string AnyFormat = "takes --output with a name that ends in .jsonl, .csv or .parquet";

    public Option<bool> Resume { get; } = new("--resume") { Description = "Skip what the output holds already, and append" };

    public Option<string?> Shard { get; } = new("--shard") { Description = "Score one share of the images; auto: as Slurm, Kubernetes or AWS Batch say", HelpName = "3/16|auto" };

    public Option<bool> RetryFailed { get; } = new("--retry-failed") { Description = "With --resume: score again what failed" };

    public Option<bool> Verify { get; } = new("--verify") { Description = "With --resume: compare SHA-256 of files too, not only size and time" };

    public Option<bool> Dedupe { get; } = new("--dedupe") { Description = "With --resume: score identical files once, and name the first" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Resume.Rare(), Shard.Rare(), RetryFailed.Rare(), Verify.Rare(), Dedupe.Rare() })
        {
            command.Add(option);
        }
    }

    /// <param name="result">The command line.</param>
    /// <param name="output">The option that names the file.</param>
    /// <param name="others">Options that need all rows at once.</param>
    public void Check(CommandResult result, Option<string?> output, IEnumerable<Option> others)
    {
        if (!result.GetValue(Resume))
        {
            foreach (var option in new[] { RetryFailed, Verify, Dedupe }.Where(option => result.GetValue(option)))
            {
                result.AddError($"{option.Name} takes {Resume.Name}");
            }

            return;
        }

        if (result.GetValue(output) is not { } path || !ScoreLog.CanContinue(path))
        {
            result.AddError($"{Resume.Name} {AnyFormat}");
        }

        foreach (var option in others.Where(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"{Resume.Name} and {option.Name} exclude each other: rows are written as they come");
        }
    }

    /// <summary>The share that is asked for; null for all images. Where it was read from the environment, that is printed.</summary>
    /// <exception cref="BadInputException">It is none, or the environment does not say.</exception>
    public Share? Read(ParseResult parsed)
    {
        if (parsed.GetValue(Shard) is not { } text)
        {
            return null;
        }

        var (share, source) = ShareVariables.Read(text, Environment.GetEnvironmentVariable);
        if (source is not null)
        {
            Terminal.Error($"share {share}: {source}");
        }

        return share;
    }

    /// <summary>The options that change rows, for the description of the run.</summary>
    public Dictionary<string, string> Recorded(ParseResult parsed, Option<bool> details) =>
        new Option<bool>[] { Verify, Dedupe, details }.Where(parsed.GetValue).ToDictionary(option => option.Name, _ => "yes");

    /// <summary>The run that is asked for.</summary>
    public ResumedRun Run(ParseResult parsed, IReadOnlyList<Metric> metrics, WorkList work, string output, RunDescription description, DecodeOptions decoding, bool details) => new(metrics, work)
    {
        Output = output,
        Run = description,
        Decoding = decoding,
        Details = details,
        RetryFailed = parsed.GetValue(RetryFailed),
        Verify = parsed.GetValue(Verify),
        Dedupe = parsed.GetValue(Dedupe),
    };
}

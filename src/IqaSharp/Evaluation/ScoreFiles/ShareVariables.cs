using System.Globalization;
using IqaSharp.Core;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Reads the share of a process from the variables that schedulers set: array jobs of Slurm and AWS Batch, indexed jobs of Kubernetes.</summary>
public static class ShareVariables
{
    /// <summary>The variable that says how many shares there are, where the scheduler does not: in Kubernetes.</summary>
    public const string Count = "IQA_SHARDS";

    private const string Automatic = "auto";

    /// <summary>Reads a share: <c>3/16</c>, or from variables <c>auto</c>, with a total <c>auto/16</c>.</summary>
    /// <param name="text">The share.</param>
    /// <param name="variable">The value of an environment variable; null if it is not set.</param>
    /// <returns>The share, and from which variables it is read; null for a share that is given.</returns>
    /// <exception cref="BadInputException">It is no share, or the variables give none.</exception>
    public static (Share Share, string? Source) Read(string text, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variable);
        return text == Automatic ? Read(text, variable, null)
            : text.StartsWith($"{Automatic}/", StringComparison.Ordinal) ? Read(text, variable, Share.Parse($"1{text[Automatic.Length..]}").Count)
            : (Share.Parse(text), null);
    }

    private static (Share Share, string? Source) Read(string text, Func<string, string?> variable, int? given)
    {
        int? Number(string name) => variable(name) is not { Length: > 0 } value ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new BadInputException(name, $"is '{value}', which is no number");

        foreach (var (index, total) in new[] { ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"), ("JOB_COMPLETION_INDEX", Count), ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE") })
        {
            if (Number(index) is not { } at)
            {
                continue;
            }

            var (first, step) = (0, 1);
            if (index == "SLURM_ARRAY_TASK_ID")
            {
                // Of a part of an array it is not known where the whole one began: its tasks are numbered from 1.
                var isPart = given is { } all && Number(total) < all;
                (first, step) = isPart ? (1, 1) : (Number("SLURM_ARRAY_TASK_MIN") ?? 1, Math.Max(1, Number("SLURM_ARRAY_TASK_STEP") ?? 1));
                RequireWholeArray(first, step, given, Number(total), Number("SLURM_ARRAY_TASK_MAX"));
            }

            var count = given ?? Number(total) ?? Number(Count) ?? throw new BadInputException(index, $"is set, but not how many shares there are: set {Count}, or write --shard auto/16");
            var share = new Share(((at - first) / step) + 1, count);
            return share.Number >= 1 && share.Number <= count ? (share, $"{index}={at}, {count} shares") : throw new BadInputException(index, $"is {at}, which is none of {count} shares");
        }

        throw new BadInputException($"--shard {text}", "finds no array job: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX nor AWS_BATCH_JOB_ARRAY_INDEX is set");
    }

    /// <summary>An array of which only some tasks are submitted, such as those that failed, has another count, and with it other shares.</summary>
    private static void RequireWholeArray(int first, int step, int? given, int? count, int? last)
    {
        if (given is null && last is { } max && count is { } tasks && ((max - first) / step) + 1 != tasks)
        {
            throw new BadInputException("SLURM_ARRAY_TASK_COUNT", $"is {tasks}, but the array goes from {first} to {max}: a part of an array has other shares; write how many there are, such as --shard auto/16");
        }

        if (given is { } shares && count is { } submitted && submitted > shares)
        {
            throw new BadInputException("SLURM_ARRAY_TASK_COUNT", $"is {submitted}, more than the {shares} shares that are given");
        }
    }
}

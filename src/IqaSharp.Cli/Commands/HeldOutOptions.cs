using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>What a recipe held out of the images that a model learned from.</summary>
/// <param name="description">Of the share.</param>
/// <param name="usual">The usual share.</param>
internal sealed class HeldOutOptions(string description, double usual)
{
    public Option<double> Share { get; } = new("--held-out") { Description = description, HelpName = "fraction", DefaultValueFactory = _ => usual };

    public Option<int> Seed { get; } = new("--seed") { Description = "The recipe's seed, or its data-seed if it has one: it decides which images were held out", HelpName = "n", DefaultValueFactory = _ => 1 };

    /// <summary>Refuses a share of nothing.</summary>
    public void RequireSome() => Share.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double>() is not (> 0 and <= 1))
        {
            result.AddError("--held-out takes a number above 0, at most 1");
        }
    });
}

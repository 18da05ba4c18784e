namespace IqaSharp.Metrics.NoReference;

/// <summary>What the parameters of a fitted metric come from. It names no machine and no day: the same data give the same file, to rounding.</summary>
/// <param name="Command">The command that repeats the fit.</param>
/// <param name="Data">The images, in words.</param>
/// <param name="Images">How many there were.</param>
/// <param name="Settings">What was decided, by name, measured numbers among them.</param>
public sealed record FitRecipe(string Command, string Data, int Images, IReadOnlyDictionary<string, string> Settings);

namespace IqaSharp.Metrics.NoReference;

/// <summary>How the parameters of a fitted metric were obtained. It records no machine and no date: the same data give the same file, up to rounding.</summary>
/// <param name="Command">The command that repeats the fit.</param>
/// <param name="Data">The images, in words.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Settings">Settings and measured results, by name.</param>
internal sealed record FitRecipe(string Command, string Data, int Images, IReadOnlyDictionary<string, string> Settings);

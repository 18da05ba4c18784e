using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>The words of <c>iqa fit restorer</c>. Both programs show its help; <c>iqa-train</c> runs it.</summary>
internal sealed class FitRestorerUsage
{
    public FitRestorerUsage() => Steps.AtLeast(1);

    public Option<string[]> Images { get; } = new("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };

    public Option<int> Steps { get; } = new("--steps") { Description = "Training steps, of 8 crops each", HelpName = "n", DefaultValueFactory = _ => 4000 };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of photographs, crops and damage", HelpName = "n", DefaultValueFactory = _ => 1 };

    public Option<string> About { get; } = FitOptions.About("pristine photographs");

    public Option<string> Output { get; } = new("--output", "-o") { Description = "The file to write the network to", HelpName = "file.onnx", Required = true };

    public Option<double?> MaxPixels { get; } = MaxPixelsOption.Create();

    public Command Command() => new DocumentedCommand(
        "restorer",
        "Train the network of 'iqa restore --method learned-…'",
        """
        The network learns to restore crops after reduction, noise and JPEG compression.
        Every tenth photograph is held out to measure how well.

        Example:
          iqa fit restorer --images pristine/ -o restorer.onnx
        """)
    {
        Images, Steps, Seed, About, Output, MaxPixels,
    };
}

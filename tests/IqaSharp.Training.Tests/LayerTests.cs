using System.Text.RegularExpressions;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Training.Tests;

/// <summary>The folders of the training program are layers.</summary>
public sealed partial class LayerTests
{
    /// <summary>In order: a folder uses only those before it.</summary>
    private static readonly string[] Layers =
    [
        "Progress",     // what a run reports, and to whom
        "Distortions",  // JPEG 2000
        "Torch",        // networks on libtorch
        "Optimisation", // optimiser, schedule, moving average
        "Recipes",      // what a run is to do
        "Data",         // examples and their sources
        "Losses",       // loss functions that all networks share
        "Maps",         // images as tensors, computed once
        "Tasks",        // a folder for each network: its input, its own losses
        "Runs",         // training, validation, checkpoints, logs
        "Restorations", // training of the learned restorer
        "Commands",     // the command line
    ];

    private static string Source => Path.Combine(Repository.Root, "src", "IqaSharp.Training");

    [Fact]
    public void A_folder_uses_only_layers_before_it()
    {
        foreach (var (file, number, line) in Lines())
        {
            foreach (Match used in Use().Matches(line).Where(_ => file.Contains('/')))
            {
                var (own, other) = (Array.IndexOf(Layers, file.Split('/')[0]), Array.IndexOf(Layers, used.Groups[1].Value));
                Assert.True(own >= 0, $"{file}: {file.Split('/')[0]} is not in the list of layers");
                Assert.True(other <= own, $"{file}:{number}: {Layers[own]} uses {used.Groups[1].Value}, which stands below it in the list of layers");
            }
        }
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        foreach (var (file, number, line) in Lines().Where(line => line.Text.StartsWith("namespace ", StringComparison.Ordinal)))
        {
            var expected = $"namespace IqaSharp.Training.{Path.GetDirectoryName(file)!.Replace('/', '.')};";
            Assert.True(line == expected, $"{file}:{number}: says '{line}', not '{expected}'");
        }
    }

    private static IEnumerable<(string File, int Number, string Text)> Lines() =>
        from path in Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Source, path).Replace('\\', '/')
        where !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
        from line in File.ReadLines(path).Index()
        select (file, line.Index + 1, line.Item);

    [GeneratedRegex(@"\bIqaSharp\.Training\.(\w+)")]
    private static partial Regex Use();
}

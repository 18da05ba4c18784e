using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary>The part that <c>iqa embed</c> and <c>iqa classify</c> share: their arguments, and a line of JSON for each image.</summary>
internal sealed class JsonLines
{
    public ImageArguments Images { get; } = new();

    public Option<string> Network { get; } = new("--metric", "-m") { Description = "An installed MUSIQ, or a model file", HelpName = "name", DefaultValueFactory = _ => ModelStore.DefaultModel };

    public Option<double?> MaxPixels { get; } = MaxPixelsOption.Create();

    public Option<string?> Output { get; } = new("--output", "-o") { Description = "Write to this file instead of the terminal; it appears when it is complete", HelpName = "file" };

    /// <summary>Writes a line for each image.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="describe">The row of an image, given its path.</param>
    /// <param name="fail">The row of an image that cannot be read, given the reason.</param>
    /// <param name="json">How a row is serialised.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<int> RunAsync<T>(ParseResult parsed, Func<Metric, string, Image, T> describe, Func<string, string, T> fail, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        using var network = Metric.Load(parsed.GetRequiredValue(Network), new MetricOptions { Decoding = parsed.Decoding(MaxPixels) });
        var files = Images.Find(parsed, parsed.Decoding(MaxPixels)).ToList();
        using var target = OutputTarget.Open(parsed.GetValue(Output));
        using var progress = new ProgressLine(files.Count);
        var failed = 0;

        (T Row, bool Failed) Describe(PreparedImage image)
        {
            try
            {
                return image.Image is null ? (fail(image.Path, OptionNames.In(image.Error!)), true) : (describe(network, image.Path, image.Image), false);
            }
            catch (BadInputException e)
            {
                return (fail(image.Path, OptionNames.In(e.Reason)), true);
            }
            catch (InvalidOperationException e)
            {
                throw new BadInputException(parsed.GetRequiredValue(Network), e.Message, e);
            }
        }

        await foreach (var (row, isFailure) in network.ProcessManyAsync(files.Select(static file => (file, (string?)null)), Describe, cancellation))
        {
            failed += isFailure ? 1 : 0;
            progress.Clear();
            target.Writer.Write(JsonSerializer.Serialize(row, json) + "\n");
            progress.Advance();
        }

        progress.Clear();
        target.Complete();
        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}

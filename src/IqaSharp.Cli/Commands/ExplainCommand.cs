using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa explain</c>.</summary>
internal static partial class ExplainCommand
{
    public static Command Create()
    {
        var image = new Argument<string>("image") { Description = "The photograph" };
        var metric = new Option<string>("--metric", "-m") { Description = "An installed model that takes no reference, or a model file", HelpName = "name", DefaultValueFactory = _ => ModelStore.DefaultModel };
        var output = new Option<string?>("--output", "-o") { Description = "Also write the map over the photograph, as PNG", HelpName = "file.png" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "explain",
            "Say what a score comes from: the kind of damage, where it is, and how the photograph compares",
            """
            The kinds of damage are those of 'iqa distort', joined where they look alike; docs/maps.md lists them and says how often the first one named is right.
            'iqa models show' says whether a model can name them; others are explained by their map alone.

            Examples:
              iqa explain photo.jpg
              iqa explain photo.jpg -o map.png
              iqa explain photo.jpg --json
            """)
        {
            image, metric, output, json, maxPixels,
        };
        command.SetAction(parsed =>
        {
            var options = new MetricOptions { Decoding = parsed.Decoding(maxPixels) };
            using var loaded = Metric.Load(parsed.GetRequiredValue(metric), options);
            var shown = Image.Load(parsed.GetRequiredValue(image), options.Decoding);
            try
            {
                using var explanation = loaded.Explain(shown);
                if (parsed.GetValue(output) is { } file)
                {
                    using var own = explanation.Map is null ? loaded.Map(shown) : null;
                    MapPicture.Draw(shown, explanation.Map ?? own!, loaded.Card.Name).Save(file);
                }

                if (parsed.GetValue(json))
                {
                    Terminal.Data(JsonSerializer.Serialize(Row(shown, loaded, explanation), ExplanationJson.Default.ExplanationRow));
                }
                else
                {
                    Print(shown, loaded, explanation);
                }

                return ExitCode.Done;
            }
            catch (InvalidOperationException e)
            {
                throw new BadInputException(loaded.Card.Name, e.Message, e);
            }
        });
        return command;
    }

    private static void Print(Image image, Metric metric, Explanation explanation)
    {
        var table = new TextTable(new TextColumn(""), new TextColumn(""));
        void Line(string title, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                table.Add(title, text);
            }
        }

        string Number(double value) => value.ToString(metric.Card.Range is { High: > 20 } ? "0.0" : "0.000", CultureInfo.InvariantCulture);
        Line("image", image.Name);
        Line("score", $"{Number(explanation.Score.Value)} ({metric.Card.Name}{(CardView.Text(metric.Card.Range) is { Length: > 0 } range ? $", {range}" : "")}, {(metric.Card.HigherIsBetter ? "higher" : "lower")} is better)");
        Line("interval", explanation.Score.Interval is { } interval ? $"{Number(interval.Low)} to {Number(interval.High)}" : null);
        Line("familiarity", explanation.Score.Familiarity is { } familiarity ? $"{familiarity.ToString("0", CultureInfo.InvariantCulture)}{(explanation.Score.IsUnfamiliar == true ? " (unfamiliar)" : "")}" : null);
        Line("damage", string.Join(", ", explanation.Damage.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Name} {100 * kind.Probability:0} %"))));
        Line("map", explanation.Map is { } map ? MapPicture.Span(map) : null);
        Line("in words", explanation.Sentence);
        table.Write();
        if (explanation.Map is null && explanation.Damage.Count == 0)
        {
            Terminal.Error($"{metric.Card.Name} has no explainer: kinds of damage, places and a sentence are of a MUSIQ that 'iqa fit explainer' has given one");
        }
    }

    private static ExplanationRow Row(Image image, Metric metric, Explanation explanation) => new(
        image.Name, metric.Card.Name, explanation.Score.Value, explanation.Score.Interval?.Low, explanation.Score.Interval?.High, explanation.Score.Familiarity,
        explanation.Damage, explanation.Place, explanation.Standing, explanation.Sentence);

    private sealed record ExplanationRow(
        string Image, string Metric, double Score, double? Low, double? High, double? Familiarity, IReadOnlyList<Label> Damage, string? Place, double? Standing, string Sentence);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(ExplanationRow))]
    private sealed partial class ExplanationJson : JsonSerializerContext;
}

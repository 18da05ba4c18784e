using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Engines.Onnx;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class AdaptationTests : IDisposable
{
    private const int Images = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<MusiqConfig> Networks() => [TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone with { Bounded = true }, TestModel.TinyMusiq with { Outputs = 10 }];

    /// <summary>The ratings are a linear function of the embedding, which the network's own head is not.</summary>
    [Theory, MemberData(nameof(Networks))]
    public async Task An_adapted_model_is_one_like_any_other(MusiqConfig config)
    {
        TestModel.Write(_folder["model.safetensors"], config);
        var set = new DataSet("ratings", [.. Rated(_folder["model.safetensors"])]);
        var embedded = 0;
        var adaptation = await Adaptation.FitAsync(set, _folder["model.safetensors"], new ScoreRange(-1000, 1000), new Count(value => embedded = value), TestContext.Current.CancellationToken);
        Assert.Equal((Images, true), (embedded, adaptation.Report.HasGained));
        adaptation.Save(_folder["mine.safetensors"]);

        using var metric = Metric.Load(_folder["mine.safetensors"]);
        Assert.Equal(("mine", "musiq", new ScoreRange(-1000, 1000), true), (metric.Card.Name, metric.Card.Architecture, metric.Card.Range, metric.Card.HigherIsBetter));
        Assert.StartsWith("test with a linear head fitted to 60 ratings (ratings), on their scale. By nested cross-validation its SRCC with them is ", metric.Card.Description, StringComparison.Ordinal);
        Assert.Matches("^iqa adapt, from test \\(sha256 [0-9a-f]{64}\\)$", metric.Card.Origin);
        Assert.Equal("60 ratings (ratings), nested cross-validation", Assert.Single(metric.Card.Correlations).DataSet);
        var scores = set.Items.Select(item => metric.Score(item.Image).Value).ToList();
        Assert.True(Correlations.Plcc(scores, [.. set.Items.Select(item => item.Score)]) > 0.99);

        using var model = Model.Read(_folder["mine.safetensors"]);
        OnnxExport.Write(model, _folder["mine.onnx"], OnnxOps.Standard);
        Assert.True(new FileInfo(_folder["mine.onnx"]).Length > 0);
    }

    [Fact]
    public async Task What_cannot_be_adapted_is_said_in_one_line()
    {
        TestModel.Write(_folder["model.safetensors"], TestModel.TinyMusiq);
        TestModel.Write(_folder["labels.safetensors"], TestModel.TinyMusiq with { Outputs = 2, Labels = ["good", "bad"] });
        TestModel.Write(_folder["iqt.safetensors"], TestModel.TinyIqt);
        var image = _folder.Write("a.png", "no image"u8);
        DataItem[] items = [.. Enumerable.Range(0, 20).Select(i => new DataItem(_folder.Write($"{i}.png", "no image"u8), i))];
        foreach (var (metric, faulty, message) in new (string, DataItem[], string)[]
        {
            ("model.safetensors", items[..19], "ratings: holds 19 ratings; a head is fitted to 20 or more"),
            ("model.safetensors", [.. items.Select(item => item with { Score = 3 })], "ratings: all ratings are 3: there is nothing to learn"),
            ("model.safetensors", [.. items[..19], items[0]], $"ratings: {items[0].Image} occurs 2 times"),
            ("model.safetensors", [.. items.Select(item => item with { Scene = "one" })], "ratings: its images show 1 scene; cross-validation needs 5 or more"),
            ("model.safetensors", [.. items[..19], items[0] with { Image = image, Score = 1e200 }], "ratings: a rating is too large"),
            ("model.safetensors", [.. items[..19], items[0] with { Image = image, Score = 21 }], "ratings: the rating 21 is outside the scale 0:20"),
            ("model.safetensors", [.. items[..18], items[0] with { Image = _folder["b.png"] }, items[0] with { Image = _folder["c.png"] }], $"ratings: {_folder["b.png"]} is not there, nor is 1 other"),
            ("labels.safetensors", items, "gives labels, not scores"),
            ("iqt.safetensors", items, "has no embedding to fit a head to; MUSIQ has"),
            ("niqe", items, "niqe: has no embedding to fit a head to; MUSIQ has"),
            ("model.safetensors", items, "0.png"),
        })
        {
            var error = await Assert.ThrowsAnyAsync<BadInputException>(() => Adaptation.FitAsync(
                new DataSet("ratings", faulty), metric == "niqe" ? metric : _folder[metric], message.Contains("too large", StringComparison.Ordinal) ? null : new ScoreRange(0, 20), cancellation: TestContext.Current.CancellationToken));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    private IEnumerable<DataItem> Rated(string model)
    {
        using var metric = Metric.Load(model);
        for (var i = 0; i < Images; i++)
        {
            var random = new Random(i);
            var (pixels, colour) = (new byte[64 * 64 * 3], new[] { random.Next(200), random.Next(200), random.Next(200) });
            var contrast = 1 + random.Next(55);
            for (var k = 0; k < pixels.Length; k++)
            {
                pixels[k] = (byte)(colour[k % 3] + random.Next(contrast));
            }

            var path = _folder[$"{i:00}.png"];
            new Image(64, 64, pixels).Save(path);
            yield return new DataItem(path, 10 * metric.Embed(path).Image.Select((value, k) => value * Math.Cos(k + 1)).Sum());
        }
    }

    private sealed class Count(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}

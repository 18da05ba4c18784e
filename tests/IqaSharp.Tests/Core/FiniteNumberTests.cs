using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Models;
using Xunit;

namespace IqaSharp.Tests.Core;

/// <summary>JSON may say 1e999, which is read as an infinity and cannot be written again: a file that says it is refused where it is read. The fuzzer's input card-112154.</summary>
public sealed class FiniteNumberTests : IDisposable
{
    private const string TooLarge = "0.91e999";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.75", null)]
    [InlineData(TooLarge, "a number is too large")]
    [InlineData("-1e400", "a number is too large")]
    public void A_card_has_finite_numbers(string number, string? reason)
    {
        var card = new ModelCard { Name = "test", Architecture = "musiq", Configuration = new JsonObject(), Correlations = [new Correlation("a set", 0.75, 0.8, "here")] };
        var path = _folder["model.safetensors"];
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([1f], 1) }, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson().Replace("0.75", number, StringComparison.Ordinal) });
        using var checkpoint = SafeTensors.Read(path);
        if (reason is null)
        {
            Assert.Equal(0.75, ModelCard.Of(checkpoint).Correlations[0].Srcc);
        }
        else
        {
            Assert.Contains(reason, Assert.Throws<BadWeightsException>(() => ModelCard.Of(checkpoint)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_has_finite_numbers()
    {
        const string Run = """{"version":"1","metrics":[{"name":"a","model":"b","higherIsBetter":true,"range":{"low":0,"high":100}}],"options":{}}""";
        Assert.Equal(100, RunDescription.Parse(Run, "run.json").Metrics[0].Range!.Value.High);
        Assert.Throws<BadInputException>(() => RunDescription.Parse(Run.Replace("100", TooLarge, StringComparison.Ordinal), "run.json"));
    }

    [Fact]
    public void Fitted_parameters_are_finite_numbers()
    {
        var path = _folder["niqe.json"];
        NiqeModel.Default.Save(path);
        var text = File.ReadAllText(path);
        NiqeModel.Load(path);
        var start = text.IndexOf('[', text.IndexOf("mean", StringComparison.OrdinalIgnoreCase)) + 1;
        File.WriteAllText(path, string.Concat(text.AsSpan(0, start), TooLarge, text.AsSpan(text.IndexOf(',', start))));
        Assert.Contains("too large", Assert.Throws<BadInputException>(() => NiqeModel.Load(path)).Message, StringComparison.Ordinal);
    }
}

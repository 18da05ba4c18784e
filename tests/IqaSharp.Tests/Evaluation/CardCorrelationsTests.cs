using IqaSharp.Evaluation;
using IqaSharp.Models;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class CardCorrelationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_measurement_replaces_an_earlier_one_with_the_same_data_and_leaves_the_weights()
    {
        var path = _folder["model.safetensors"];
        TestModel.Write(path, TestModel.TinyMusiq);
        CardCorrelations.Record(path, "koniq-10k test", Report(0.8));
        CardCorrelations.Record(path, "koniq-10k test", Report(0.91234567));
        CardCorrelations.Record(path, "live", Report(0.7));
        using var model = Model.Read(path);
        Assert.Equal(
            [
                new("koniq-10k test, 5 images", 0.9123, 0.9123, "iqa evaluate --data koniq-10k --split test"),
                new("live, 5 images", 0.7, 0.7, "iqa evaluate --data live"),
            ],
            model.Card.Correlations);
        var written = TestModel.Tensors(TestModel.TinyMusiq);
        Assert.Equal(written.Keys.Order(), model.Tensors.Keys.Order());
        Assert.All(written, tensor => Assert.Equal(tensor.Value.ToFloats(), model.Tensors[tensor.Key].ToFloats()));
    }

    [Fact]
    public void Nothing_is_written_for_a_classical_metric_or_without_a_correlation()
    {
        CardCorrelations.Record("ssim", "live", Report(0.7));
        var path = _folder["model.safetensors"];
        TestModel.Write(path, TestModel.TinyMusiq);
        CardCorrelations.Record(path, "live", Report(null));
        using var model = Model.Read(path);
        Assert.Empty(model.Card.Correlations);
    }

    private static MetricReport Report(double? correlation)
    {
        var estimate = correlation is { } value ? new Estimate(value, value, value) : null;
        return new MetricReport("test", new Agreement(5, estimate, estimate, estimate, estimate, estimate, null), new Dictionary<string, Agreement>(), new Dictionary<string, Agreement>(), null, 0, null);
    }
}

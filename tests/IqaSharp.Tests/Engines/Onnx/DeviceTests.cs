using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx;

public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Device> Others() => [.. Enum.GetValues<Device>().Where(device => device != Device.Cpu)];

    [Fact]
    public void Every_device_is_listed_and_the_processor_always_runs()
    {
        Assert.Equal(Enum.GetValues<Device>(), DeviceSupport.Here.Select(support => support.Device));
        Assert.Null(DeviceSupport.Here[0].Missing);
    }

    [Theory, MemberData(nameof(Others))]
    public void A_device_that_is_missing_is_refused_in_one_line_that_says_what_to_install(Device device)
    {
        var missing = DeviceSupport.Here.Single(support => support.Device == device).Missing;
        Assert.SkipWhen(missing is null, $"{device} runs here");
        var error = Assert.Throws<BadInputException>(() => Load(TestModel.TinyCkdn, device));
        Assert.Equal($"{device.ToString().ToLowerInvariant()}: {missing}", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("needs", missing, StringComparison.Ordinal);
    }

    /// <summary>To a thousandth of the range: other devices add in another order, and some multiply in half precision.</summary>
    [Theory, MemberData(nameof(Others))]
    public void A_device_scores_like_the_processor(Device device)
    {
        if (DeviceSupport.Here.Single(support => support.Device == device).Missing is { } missing)
        {
            Assert.Skip($"{device}: {missing}");
        }

        var (image, reference) = (Image.Load(Repository.Sample("coffee-q20.png")), Image.Load(Repository.Sample("coffee.png")));
        foreach (var config in new NetworkConfig[] { TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone, TestModel.TinyWholeIqt, TestModel.TinyCkdn })
        {
            using var here = Load(config, Device.Cpu);
            using var there = Load(config, device);
            double Score(Metric metric) => metric.Card.ReferenceKind == ReferenceKind.NoReference ? metric.Score(image).Value : metric.Score(image, reference).Value;
            Assert.Equal(Score(here), Score(there), 1e-3 * (here.Card.Range is { } range ? range.High - range.Low : 1));
        }
    }

    private Metric Load(NetworkConfig config, Device device)
    {
        var path = _folder[$"{Guid.NewGuid()}.safetensors"];
        TestModel.Write(path, config);
        return Metric.Load(path, new MetricOptions { Device = device });
    }
}

using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Not in parallel with other tests, whose memory would be counted too.</summary>
[Collection(nameof(ImageMemoryTests))]
[CollectionDefinition(nameof(ImageMemoryTests), DisableParallelization = true)]
public class ImageMemoryTests
{
    [Fact]
    public void Libvips_keeps_no_image_in_memory()
    {
        Load(2);
        var before = NetVips.Stats.Mem;
        Load(40);

        // A libvips thread keeps one block of rows for its next image; the 80 decoded images take 60 MB.
        Assert.InRange(NetVips.Stats.Mem, 0, before + (1 << 20));
    }

    private static void Load(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Image.Load(Fixture.Sample("coffee.png"));
            Image.Load(Fixture.Sample("rocket.jpg"));
            Assert.Throws<BadImageException>(() => Image.Load(Fixture.Bytes("rgb.png").AsMemory()[..^100]));
        }
    }
}

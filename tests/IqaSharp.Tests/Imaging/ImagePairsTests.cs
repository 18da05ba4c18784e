using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

public sealed class ImagePairsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_reference_serves_all() =>
        Assert.Equal([("a.png", "r.png"), ("b.png", "r.png")], ImagePairs.ByName(["a.png", "b.png"], ["r.png"]));

    [Fact]
    public void Several_are_paired_by_name() =>
        Assert.Equal([("x/a.jpg", "y/a.png"), ("x/b.jpg", "y/b.png")], ImagePairs.ByName(["x/a.jpg", "x/b.jpg"], ["y/b.png", "y/a.png", "y/c.png"]));

    [Theory]
    [InlineData("{scene}_*", "bridge_x4_esrgan.png")]
    [InlineData("*-{scene}", "esrgan-bridge.png")]
    [InlineData("{scene}", "bridge.png")]
    public void A_pattern_extracts_the_scene(string pattern, string image) =>
        Assert.Equal([(image, "r/bridge.png")], ImagePairs.ByName([image], ["r/bridge.png", "r/other.png"], pattern));

    [Fact]
    public void All_unpaired_images_are_listed()
    {
        var refusal = Assert.Throws<UnpairedException>(() => ImagePairs.ByName(["a.png", "b.png", "c.png"], ["b.png", "x/c.png", "y/c.png"]));
        Assert.Equal(["a.png has no reference named a", "c.png has several references named c"], refusal.Missing);
    }

    [Fact]
    public void A_manifest_is_read_relative_to_itself()
    {
        _folder.Write("a,b.png", [1]);
        _folder.Write("r.png", [1]);
        var csv = _folder.Write("pairs.csv", "reference,note,image\nr.png,\"x, \"\"y\"\"\",\"a,b.png\"\n"u8.ToArray());
        Assert.Equal([(_folder["a,b.png"], _folder["r.png"])], PairManifest.Read(csv));
    }

    [Theory]
    [InlineData("image,ref\na,b\n", "columns image and reference")]
    [InlineData("", "columns image and reference")]
    [InlineData("image,reference\na\n", "line 2 has no reference")]
    [InlineData("image,reference\na,\n", "line 2 has no reference")]
    public void An_incomplete_manifest_says_where(string content, string reason) => Assert.Contains(
        reason, Assert.Throws<BadInputException>(() => PairManifest.Read(_folder.Write("pairs.csv", System.Text.Encoding.UTF8.GetBytes(content)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_files_of_a_manifest_are_listed()
    {
        var csv = _folder.Write("pairs.csv", "image,reference\na.png,r.png\nb.png,r.png\n"u8.ToArray());
        Assert.Equal(3, Assert.Throws<UnpairedException>(() => PairManifest.Read(csv)).Missing.Count);
    }
}

using CsCheck;
using IqaSharp.Images;
using Xunit;

namespace IqaSharp.Tests.Images;

public sealed class ImageSaveTests
{
    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        using var folder = new TemporaryFolder();
        var images =
            from width in Gen.Int[1, 20]
            from height in Gen.Int[1, 20]
            from pixels in Gen.Byte.Array[width * height * 3]
            select new Image(width, height, pixels);
        images.Sample(image =>
        {
            image.Save(folder["saved.png"]);
            var loaded = Image.Load(folder["saved.png"]);
            Assert.Equal((image.Width, image.Height), (loaded.Width, loaded.Height));
            Assert.True(image.Pixels.SequenceEqual(loaded.Pixels));
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void Where_nothing_can_be_written_it_says_so()
    {
        using var folder = new TemporaryFolder();
        var path = folder["absent/saved.png"];
        Assert.Equal($"{path}: cannot be written: there is no such folder", Assert.Throws<BadInputException>(() => new Image(1, 1, new byte[3]).Save(path)).Message);
    }
}

using IqaSharp.Core;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

public sealed class ImageSaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_image_is_read_back()
    {
        var image = Image.Load(Repository.Sample("rocket.jpg"));
        image.Save(_folder["copy.PNG"]);
        var copy = Image.Load(_folder["copy.PNG"]);
        Assert.Equal((image.Width, image.Height), (copy.Width, copy.Height));
        Assert.Equal(image.Pixels, copy.Pixels);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("copy.jpg", "only PNG is written; name it .png")]
    [InlineData("copy", "only PNG is written; name it .png")]
    [InlineData("absent/copy.png", "cannot be written: there is no such folder")]
    public void Failing_to_write_is_reported_in_one_line(string name, string reason)
    {
        var thrown = Assert.Throws<BadInputException>(() => new Image(1, 1, [1, 2, 3]).Save(_folder[name]));
        Assert.Equal($"{_folder[name]}: {reason}", thrown.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}

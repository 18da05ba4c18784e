using System.Text;
using IqaSharp.Classical.NoReference;
using Xunit;

namespace IqaSharp.Tests.Classical.NoReference;

public sealed class RatedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("image,mos\na b.jpg,0.25\nc.png,4\n")]
    [InlineData("Image Name,MOS,,\r\na b.jpg,0.25,,\r\nc.png,4,,\r\n")] // BIQ2021's training split
    [InlineData("mos,extra,image\n0.25,x,\"a b.jpg\"\n4,,c.png\n")]
    public void Names_and_opinions_are_read(string csv)
    {
        var rows = RatedImages.Read(Write(csv));
        Assert.Equal([new(_folder["a b.jpg"], 0.25), new(_folder["c.png"], 4)], rows);
    }

    [Fact]
    public void A_name_with_other_capitals_is_found()
    {
        _folder.Write("Images/ss02 (1014).JPG", [1]);
        var row = Assert.Single(RatedImages.Read(Write("image,mos\nss02 (1014).jpg,0.5\n"), _folder["Images"]));
        Assert.Equal(_folder["Images/ss02 (1014).JPG"], row.Path, ignoreCase: OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
    }

    [Theory]
    [InlineData("", "its first line does not name the columns image and mos")]
    [InlineData("file,mos\n", "its first line does not name the columns image and mos")]
    [InlineData("image,mos\na.png,1\nb.png\n", "row 3 lacks an image or a number")]
    [InlineData("image,mos\na.png,NaN\n", "row 2 lacks an image or a number")]
    [InlineData("image,mos\n,1\n", "row 2 lacks an image or a number")]
    public void What_is_wrong_is_said(string csv, string reason) => Assert.Equal(reason, Assert.Throws<BadInputException>(() => RatedImages.Read(Write(csv))).Reason);

    private string Write(string csv) => _folder.Write("rated.csv", Encoding.UTF8.GetBytes(csv));
}

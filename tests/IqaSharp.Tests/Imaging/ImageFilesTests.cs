using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Files, folders and globs.</summary>
public sealed class ImageFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFilesTests()
    {
        foreach (var name in (string[])["b.JPG", "a.png", "a10.png", "a/z.webp", "a/deep/y.tif", "a-b/x.bmp", "notes.txt", ".hidden.png", ".cache/t.png", "other/readme.md"])
        {
            _folder.Write(name, [0]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_gives_its_images_at_any_depth_in_ordinal_order() =>
        Assert.Equal(["a-b/x.bmp", "a.png", "a/deep/y.tif", "a/z.webp", "a10.png", "b.JPG"], Found(""));

    [Fact]
    public void A_file_may_have_any_extension_and_arguments_keep_their_order() =>
        Assert.Equal(["notes.txt", "a/deep/y.tif", "a/z.webp", "a.png", "a.png"], Found("notes.txt", "a", "a.png", "a.png"));

    [Theory]
    [InlineData("*.png", "a.png", "a10.png")]
    [InlineData("a??.png", "a10.png")]
    [InlineData("*", "a.png", "a10.png", "b.JPG")]
    [InlineData("*/*", "a-b/x.bmp", "a/z.webp")]
    [InlineData("a*/x.*", "a-b/x.bmp")]
    [InlineData("**", "a-b/x.bmp", "a.png", "a/deep/y.tif", "a/z.webp", "a10.png", "b.JPG")]
    [InlineData("**/*.tif", "a/deep/y.tif")]
    [InlineData("**/deep/**/*.tif", "a/deep/y.tif")]
    [InlineData("**/**/y.*", "a/deep/y.tif")]
    [InlineData("a/**/*", "a/deep/y.tif", "a/z.webp")]
    public void A_glob_gives_the_images_that_match(string glob, params string[] expected) => Assert.Equal(expected, Found(glob));

    [Fact]
    public void A_glob_may_be_relative()
    {
        var path = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
        Assert.Equal([Path.Combine(path, "a.png"), Path.Combine(path, "a10.png")], ImageFiles.Find([Path.Combine(path, "*.png")]).Select(file => file.Path));
    }

    [Theory]
    [InlineData("absent.png", "no such file or folder")]
    [InlineData("absent/*.png", "no image matches")]
    [InlineData("*.gif", "no image matches")]
    [InlineData("*.txt", "no image matches")]
    [InlineData("other", "no images in this folder")]
    [InlineData("photo[1].png", "no such file or folder")]
    public void An_argument_without_images_is_an_error_in_its_place(string argument, string reason)
    {
        var found = ImageFiles.Find([_folder["a.png"], _folder[argument], _folder["b.JPG"]]).ToArray();
        Assert.Equal([_folder["a.png"], _folder[argument], _folder["b.JPG"]], found.Select(file => file.Path));
        Assert.Equal([null, $"{_folder[argument]}: {reason}", null], found.Select(file => file.Error?.Message));
    }

    [Fact]
    public void An_existing_path_is_not_a_glob()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        _folder.Write("a*.png", [0]);
        Assert.Equal(["a*.png"], Found("a*.png"));
    }

    [Fact]
    public void Cyclic_links_are_followed_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        Directory.CreateSymbolicLink(_folder["a/up"], "..");
        Directory.CreateSymbolicLink(_folder["a/self"], "self");
        Directory.CreateSymbolicLink(_folder["other/there"], _folder["a"]);
        Directory.CreateSymbolicLink(_folder["a/deep/back"], "../../other/there/deep");
        File.CreateSymbolicLink(_folder["linked.png"], "a.png");
        File.CreateSymbolicLink(_folder["nowhere.png"], "nothing");
        Assert.Equal(["a-b/x.bmp", "a.png", "a/deep/y.tif", "a/z.webp", "a10.png", "b.JPG", "linked.png", "nowhere.png"], Found(""));
        Assert.Equal(["a/deep/y.tif"], Found("**/y.tif"));
        Assert.Equal(["other/there/deep/y.tif", "other/there/z.webp"], Found("other").Where(path => path.StartsWith("other/there/", StringComparison.Ordinal) && !path.Contains("up", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_unreadable_folder_does_not_affect_the_others()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions");
            return;
        }

        var secret = Directory.CreateDirectory(_folder["a/secret"]);
        secret.UnixFileMode = UnixFileMode.None;
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        ImageFile[] found;
        using (new Unprivileged())
        {
            found = [.. ImageFiles.Find([_folder.Path])];
        }

        secret.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(6, found.Count(file => file.Error is null));
        Assert.Equal(_folder["a/secret"] + ": permission denied", Assert.Single(found, file => file.Error is not null).Error!.Message);
    }

    /// <summary>Paths below the temporary folder, with slashes.</summary>
    private IEnumerable<string> Found(params string[] arguments)
    {
        var found = ImageFiles.Find(arguments.Select(argument => _folder[argument])).ToArray();
        Assert.All(found, file => Assert.Null(file.Error));
        return found.Select(file => Path.GetRelativePath(_folder.Path, file.Path).Replace('\\', '/'));
    }
}

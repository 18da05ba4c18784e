using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging.Archives;

public sealed class ArchiveTests : IDisposable
{
    private static readonly byte[] Photograph = File.ReadAllBytes(Repository.Sample("rocket.jpg"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>As WebDataset makes them: an image beside what belongs to it.</summary>
    [Theory, InlineData(TarEntryFormat.V7), InlineData(TarEntryFormat.Ustar), InlineData(TarEntryFormat.Gnu), InlineData(TarEntryFormat.Pax)]
    public void The_images_of_a_tar_are_found_in_its_order_and_read(TarEntryFormat format)
    {
        var tar = Tar(format, ("0001.jpg", Photograph), ("0001.json", "{}"u8.ToArray()), ("0000.png", File.ReadAllBytes(Repository.Sample("coffee.png"))), ("._0000.png", [1]), ("photos/a.jpg", Photograph));
        var images = ImageFiles.Find([tar]).ToList();
        Assert.Equal([$"{tar}#0001.jpg", $"{tar}#0000.png", $"{tar}#photos/a.jpg"], images.Select(image => image.Path));
        Assert.All(images, image => Assert.Null(image.Error));
        Assert.True(images[0].Load().HasPixelsOf(Image.Load(Repository.Sample("rocket.jpg"))));
        Assert.True(images[1].Load().HasPixelsOf(Image.Load(Repository.Sample("coffee.png"))));
        Assert.Equal($"{tar}#photos/a.jpg", images[2].Load().Name);
        Assert.Equal(Photograph.Length, images[2].State()!.Value.Bytes);
        Assert.Equal(Photograph, images[2].Read().ToArray());
    }

    [Fact]
    public void Names_longer_than_a_header_are_read()
    {
        var name = new string('n', 200) + ".jpg";
        foreach (var format in new[] { TarEntryFormat.Gnu, TarEntryFormat.Pax })
        {
            var tar = Tar(format, (name, Photograph));
            Assert.Equal($"{tar}#{name}", Assert.Single(ImageFiles.Find([tar])).Path);
        }
    }

    [Theory, InlineData(700), InlineData(512), InlineData(513), InlineData(1024 + 512)]
    public void A_tar_that_is_cut_off_gives_what_is_before_the_cut_and_an_error(int missing)
    {
        var tar = Tar(TarEntryFormat.Pax, ("a.jpg", Photograph), ("b.jpg", Photograph));
        var whole = File.ReadAllBytes(tar);
        var end = Array.FindLastIndex(whole, static b => b != 0) + 1; // the end of the second photograph
        File.WriteAllBytes(tar, whole[..(end - missing)]);
        var images = ImageFiles.Find([tar]).ToList();
        Assert.Null(images[0].Error);
        Assert.Equal("the archive is cut off within this member", images[1].Error!.Reason);
        Assert.Equal(Photograph, images[0].Read().ToArray());
    }

    [Fact]
    public void A_tar_that_is_cut_off_between_two_members_gives_an_error()
    {
        var tar = Tar(TarEntryFormat.Ustar, ("a.jpg", Photograph), ("b.jpg", Photograph));
        var member = 512 + ((Photograph.Length + 511) / 512 * 512);
        File.WriteAllBytes(tar, File.ReadAllBytes(tar)[..member]);
        var images = ImageFiles.Find([tar]).ToList();
        Assert.Null(images[0].Error);
        Assert.Equal((tar, "the archive is cut off: its end mark is missing"), (images[1].Path, images[1].Error!.Reason));
        File.WriteAllBytes(tar, [.. File.ReadAllBytes(tar), 1, 2, 3]);
        Assert.Equal("the archive is cut off", ImageFiles.Find([tar]).Last().Error!.Reason);
    }

    [Fact]
    public void Damage_links_and_members_of_one_name_are_told()
    {
        var tar = Tar(TarEntryFormat.Pax, ("a.jpg", Photograph), ("a.jpg", Photograph), ("empty.jpg", []));
        Assert.Equal([null, "the archive holds another member of this name before it, which is read", "not an image: the file is empty"], ImageFiles.Find([tar]).Select(image => image.Error?.Reason));

        using (var writer = new TarWriter(File.Create(_folder["links.tar"]), TarEntryFormat.Pax))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "b.jpg") { LinkName = "a.jpg" });
        }

        Assert.Equal("no file but a link", Assert.Single(ImageFiles.Find([_folder["links.tar"]])).Error!.Reason);
        Assert.StartsWith("the archive is ", Assert.Single(ImageFiles.Find([_folder.Write("noise.tar", [.. Enumerable.Repeat((byte)'7', 2048)])])).Error!.Reason, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(ImageFiles.Find([_folder.Write("empty.tar", [])])).Error);
        Assert.Equal("no images in this archive", Assert.Single(ImageFiles.Find([Tar(TarEntryFormat.Pax, ("a.txt", [1]))])).Error!.Reason);
        Assert.StartsWith("a compressed tar", Assert.Single(ImageFiles.Find([_folder.Write("a.tar.gz", [1])])).Error!.Reason, StringComparison.Ordinal);
    }

    /// <summary>Names and attributes are read into memory as long as they say.</summary>
    [Fact]
    public void A_header_that_announces_a_long_name_is_refused_before_memory_is_taken()
    {
        var tar = Tar(TarEntryFormat.Gnu, (new string('n', 200) + ".jpg", Photograph));
        var bytes = File.ReadAllBytes(tar);
        "17777777777"u8.CopyTo(bytes.AsSpan(124)); // 2 GB
        File.WriteAllBytes(tar, bytes);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("the archive is damaged: a name or its attributes are larger than 1 MB", Assert.Single(ImageFiles.Find([tar])).Error!.Reason);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    [Fact]
    public void The_images_of_a_zip_are_found_and_read()
    {
        var zip = Zip(("b.jpg", Photograph), ("notes.txt", [1]), ("photos/a.jpg", Photograph), ("__MACOSX/._a.jpg", [1]));
        var images = ImageFiles.Find([zip]).ToList();
        Assert.Equal([$"{zip}#b.jpg", $"{zip}#photos/a.jpg"], images.Select(image => image.Path));
        Assert.Equal(Photograph, images[1].Read().ToArray());
        Assert.Equal(Photograph, images[0].Read().ToArray());
        Parallel.For(0, 20, i => Assert.Equal(Photograph, images[i % 2].Read().ToArray()));
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^30]);
        Assert.Equal("the archive is damaged or cut off", Assert.Single(ImageFiles.Find([zip])).Error!.Reason);
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        var zip = Zip(("bomb.bmp", new byte[50_000_000]));
        var image = Assert.Single(ImageFiles.Find([zip]));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("inflates to more than 200 times its size in the archive: no image does", Assert.Throws<BadImageException>(() => image.Load()).Reason);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_member_is_found_by_its_name_and_archives_by_a_glob()
    {
        var tar = Tar(TarEntryFormat.Pax, ("a.jpg", Photograph), ("b.jpg", Photograph));
        var member = Assert.Single(ImageFiles.Find([$"{tar}#b.jpg"]));
        Assert.Equal(($"{tar}#b.jpg", null), (member.Path, member.Error));
        Assert.Equal("the archive has no such image", Assert.Single(ImageFiles.Find([$"{tar}#c.jpg"])).Error!.Reason);
        Assert.Equal(2, ImageFiles.Find([_folder["*.tar"]]).Count());
        Assert.Equal("no images in this folder", Assert.Single(ImageFiles.Find([_folder.Path])).Error!.Reason);
    }

    [Fact]
    public void A_list_names_members_and_files_before_members()
    {
        var tar = Tar(TarEntryFormat.Pax, ("a.jpg", Photograph), ("b.jpg", Photograph), ("b.jpg", [1]));
        File.WriteAllBytes($"{tar}#a.jpg", [1, 2]);
        var absent = _folder["absent.tar#a.jpg"];
        string[] names = [$"{tar}#b.jpg", $"{tar}#a.jpg", $"{tar}#c.jpg", absent];
        var images = ImageList.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', names))), "list").ToList();
        Assert.Equal(names, images.Select(image => image.Path));
        Assert.Equal(Photograph, images[0].Read().ToArray());
        Assert.Equal([1, 2], images[1].Read().ToArray());
        Assert.Equal("the archive has no such image", images[2].Error!.Reason);
        Assert.Equal("no such file", Assert.Throws<BadImageException>(() => images[3].Read()).Reason);
        var table = _folder["table.csv"];
        File.WriteAllText(table, $"image\n{names[0]}\n");
        Assert.Equal(Photograph, Assert.Single(PathColumn.Read(table)).Read().ToArray());
        File.WriteAllBytes(tar, File.ReadAllBytes(tar)[..700]);
        Assert.StartsWith("the archive is cut off", Assert.Single(ImageList.Read(new MemoryStream(Encoding.UTF8.GetBytes(names[0])), "list")).Error!.Reason, StringComparison.Ordinal);
    }

    private string Tar(TarEntryFormat format, params (string Name, byte[] Content)[] members)
    {
        using var writer = new TarWriter(File.Create(_folder["archive.tar"]), format);
        foreach (var (name, content) in members)
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                _ => new PaxTarEntry(TarEntryType.RegularFile, name),
            };
            entry.DataStream = new MemoryStream(content);
            writer.WriteEntry(entry);
        }

        return _folder["archive.tar"];
    }

    private string Zip(params (string Name, byte[] Content)[] members)
    {
        using var zip = ZipFile.Open(_folder["archive.zip"], ZipArchiveMode.Create);
        foreach (var (name, content) in members)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }

        return _folder["archive.zip"];
    }
}

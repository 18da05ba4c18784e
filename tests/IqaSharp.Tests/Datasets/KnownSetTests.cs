using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using Xunit;

namespace IqaSharp.Tests.Datasets;

/// <summary>Every known set is read from a folder with its published layout and a few images.</summary>
public sealed class KnownSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Biq2021_is_read_ignoring_case()
    {
        Touch("Images/a (1).jpg", "Images/b (2).JPG");
        Text("Train (Images and MOS).csv", "Image Name,MOS\na (1).jpg,0.25\n");
        Text("Test (Images and MOS).csv", "Image Name,MOS\nb (2).jpg,0.75\n");
        var set = Read("biq2021");
        Assert.Equal([Item("Images/a (1).jpg", 0.25) with { Split = "train" }, Item("Images/b (2).JPG", 0.75) with { Split = "test" }], set.Items);
        Assert.Empty(set.Missing());
        Assert.Equal(0.75, Assert.Single(set.Of("TEST").Items).Score);
    }

    [Fact]
    public void Agiqa3k_is_split_by_prompt()
    {
        Touch("data/ACGIQA-3K/glide_normal_000.jpg", "data/ACGIQA-3K/sd1.5_lowstep_012.jpg", "data/ACGIQA-3K/xl2.2_normal_298.jpg");
        Text("data/data.csv", "name,prompt,adj1,mos_quality,std_quality\nglide_normal_000.jpg,statue of a man,,0.5,1\nsd1.5_lowstep_012.jpg,\"ancient, ruins\",,2.5,1\nxl2.2_normal_298.jpg,a cat,,4,1\n");
        Assert.Equal(
            [
                Item("data/ACGIQA-3K/glide_normal_000.jpg", 0.5) with { Split = "train", Scene = "statue of a man", Distortion = "glide_normal" },
                Item("data/ACGIQA-3K/sd1.5_lowstep_012.jpg", 2.5) with { Split = "validation", Scene = "ancient, ruins", Distortion = "sd1.5_lowstep" },
                Item("data/ACGIQA-3K/xl2.2_normal_298.jpg", 4) with { Split = "test", Scene = "a cat", Distortion = "xl2.2_normal" },
            ],
            Read("agiqa3k").Items);
    }

    [Fact]
    public void Koniq_is_read_with_and_without_splits()
    {
        Touch("1024x768/1.jpg", "1024x768/2.jpg");
        Text("koniq10k_scores_and_distributions.csv", "\"image_name\",\"c1\",\"MOS\",\"MOS_zscore\"\n\"1.jpg\",0,3.9,75.2\n\"2.jpg\",0,2,40\n");
        Assert.Equal([Item("1024x768/1.jpg", 75.2), Item("1024x768/2.jpg", 40)], Read("koniq-10k").Items);
        Text("koniq10k_distributions_sets.csv", "image_name,MOS,set\n1.jpg,75.2,training\n2.jpg,40,test\n");
        Assert.Equal(["train", "test"], Read("koniq-10k").Items.Select(item => item.Split));
    }

    [Fact]
    public void Spaq_is_read()
    {
        Touch("TestImage/00001.jpg");
        Fixture("spaq.xlsx", "Annotations/MOS and Image attribute scores.xlsx");
        Assert.Equal([Item("TestImage/00001.jpg", 30.17), Item("TestImage/00002.jpg", 72.5)], Read("spaq").Items);
    }

    [Fact]
    public void Paq2Piq_is_read()
    {
        Touch("database/voc_emotic_ava/x.jpg");
        Text("labels_image.csv", "name,mos,is_valid\nvoc_emotic_ava/x.jpg,71.5,1\n");
        Assert.Equal([Item("database/voc_emotic_ava/x.jpg", 71.5) with { Split = "validation" }], Read("paq-2-piq").Items);
    }

    [Fact]
    public void Live_challenge_is_read_without_its_practice_images()
    {
        Touch("Images/3.bmp", "Images/4.jpg");
        Fixture("AllImages_release.mat", "Data/AllImages_release.mat");
        Fixture("AllMOS_release.mat", "Data/AllMOS_release.mat");
        Assert.Equal([Item("Images/3.bmp", 57.5), Item("Images/4.jpg", 58.5)], Read("live-challenge").Items);
    }

    [Fact]
    public void Ava_is_read_with_its_votes()
    {
        Touch("images/953619.jpg", "images/953958.jpg");
        Text("AVA.txt", "1 953619 0 1 5 17 38 36 15 6 5 1 1 22 1396\n2 953958 10 0 0 0 0 0 0 0 0 10 15 14 1396\n");
        Text("aesthetics_image_lists/generic_test.jpgl", "953958\n");
        var items = Read("ava").Items;
        Assert.Equal((0 + 2 + 15 + 68 + 190 + 216 + 105 + 48 + 45 + 10) / 124.0, items[0].Score, 1e-12);
        Assert.Equal((5.5, "test"), (items[1].Score, items[1].Split));
        Assert.Equal([10, 0, 0, 0, 0, 0, 0, 0, 0, 10], items[1].Ratings!);
    }

    [Fact]
    public void Kadid_is_read()
    {
        Touch("images/I01.png", "images/I01_10_03.png");
        Text("dmos.csv", "dist_img,ref_img,dmos,var\nI01_10_03.png,I01.png,2.4,0.5\n");
        Assert.Equal([Item("images/I01_10_03.png", 2.4, "images/I01.png") with { Scene = "I01", Distortion = "jpeg", Level = 3 }], Read("kadid-10k").Items);
    }

    [Fact]
    public void Tid2013_is_read()
    {
        Touch("reference_images/I01.BMP", "distorted_images/i01_10_3.bmp");
        Text("mos_with_names.txt", "5.51429 I01_10_3.bmp\n");
        Assert.Equal([Item("distorted_images/i01_10_3.bmp", 5.51429, "reference_images/I01.BMP") with { Scene = "I01", Distortion = "jpeg", Level = 3 }], Read("tid2013").Items);
    }

    [Fact]
    public void Csiq_is_read()
    {
        Touch("src_imgs/1600.png", "dst_imgs/awgn/1600.AWGN.1.png", "dst_imgs/jpeg2000/1600.jpeg2000.5.png");
        Fixture("csiq.xlsx", "csiq.DMOS.xlsx");
        var set = Read("csiq");
        Assert.Equal([Item("dst_imgs/awgn/1600.AWGN.1.png", 0.062, "src_imgs/1600.png"), Item("dst_imgs/jpeg2000/1600.jpeg2000.5.png", 0.9, "src_imgs/1600.png")], set.Items.Select(item => item with { Scene = null, Distortion = null, Level = null }));
        Assert.False(set.HigherIsBetter);
    }

    [Fact]
    public void Live_is_read_without_its_originals()
    {
        Touch("refimgs/bikes.bmp", "refimgs/caps.bmp", "jp2k/img2.bmp", "jpeg/img1.bmp", "wn/img1.bmp", "gblur/img1.bmp", "fastfading/img1.bmp");
        Fixture("refnames_all.mat", "refnames_all.mat");
        Fixture("dmos_realigned.mat", "dmos_realigned.mat");
        var items = Read("live").Items;
        Assert.Equal(982 * 2 / 3, items.Count); // in the fixture every third is an original
        Assert.Equal(Item("jp2k/img2.bmp", 0.1, "refimgs/bikes.bmp") with { Scene = "bikes", Distortion = "jpeg2000" }, items[0]);
    }

    [Fact]
    public void Pipal_is_read()
    {
        Touch("Train_Ref/A0001.bmp", "Distortion_1/A0001_00_00.bmp", "Distortion_2/A0001_03_00.bmp");
        Text("Train_Label/A0001.txt", "A0001_00_00.bmp,1500.5\nA0001_03_00.bmp,1400\n");
        var items = Read("pipal").Items;
        Assert.Equal([Item("Distortion_1/A0001_00_00.bmp", 1500.5, "Train_Ref/A0001.bmp"), Item("Distortion_2/A0001_03_00.bmp", 1400, "Train_Ref/A0001.bmp")], items.Select(item => item with { Scene = null, Distortion = null, Level = null }));
    }

    [Fact]
    public void Sr4kiqa_is_read_and_makes_its_degraded_inputs()
    {
        Touch("Nature4/Nature4_EDSR_x4.jpg");
        Directory.CreateDirectory(_folder["reference"]);
        Directory.CreateDirectory(_folder["Animal1"]);
        File.Copy(Repository.Sample("coffee.png"), _folder["reference/Animal1_GT.jpg"]);
        Touch("Animal1/Animal1_Bicubic_x2.jpg");
        Text("MOS.csv", "Animal1_Bicubic_x2.jpg,0.85,4.4\nNature4_EDSR_x4.jpg,0.5,3\nNature4_unpublished_x4.jpg,0.5,3\n");
        var set = Read("sr4kiqa");
        Assert.Equal(
            [
                Item("Animal1/Animal1_Bicubic_x2.jpg", 4.4, "reference/Animal1_GT.jpg") with { Split = "choose", Scene = "Animal1", Distortion = "Bicubic", Level = 2 },
                Item("Nature4/Nature4_EDSR_x4.jpg", 3) with { Split = "alone", Scene = "Nature4", Distortion = "EDSR", Level = 4 },
            ],
            set.Items);
        var degraded = set.Degraded!(set.Items[0]);
        Assert.Equal((600, 400), (degraded.Width, degraded.Height));
        var reduced = PillowBicubic.Resize(Image.Load(Repository.Sample("coffee.png")), 300, 200);
        Assert.True(PillowNearest.Resize(reduced, 600, 400).Pixels.SequenceEqual(degraded.Pixels));
    }

    [Fact]
    public void Avt_ai_images_are_read()
    {
        Touch("images/glide/p01.png");
        Text("evaluation_quality_appeal/quality.csv", "image_key,rating,prompt\nglide/p01,3.5,a cat\nglide/p99,1,none\n");
        Assert.Equal([Item("images/glide/p01.png", 3.5) with { Scene = "a cat", Distortion = "glide" }], Read("avt-ai-images").Items);
    }

    [Fact]
    public void A_wrong_layout_is_reported_with_what_is_missing()
    {
        Touch("images/I01.png");
        Assert.Equal($"is not laid out as KADID-10k: there is no dmos.csv ('iqa datasets kadid-10k' shows the layout)", Assert.Throws<BadInputException>(() => Read("kadid-10k")).Reason);
        Text("dmos.csv", "dist_img,ref_img,dmos\nI02_01_01.png,I02.png,3\n");
        Assert.Contains("holds none of the images", Assert.Throws<BadInputException>(() => Read("kadid-10k")).Reason, StringComparison.Ordinal);
        Assert.Contains("near: kadid-10k", Assert.Throws<BadInputException>(() => DataSets.Load("kadid10k")).Message, StringComparison.Ordinal);
    }

    /// <summary>A MATLAB file with a changed byte or a cut-off end is read or refused, and nothing worse.</summary>
    [Theory]
    [InlineData("Data/AllImages_release.mat")]
    [InlineData("Data/AllMOS_release.mat")]
    public void Damaged_tables_fail_cleanly(string place)
    {
        Touch("Images/3.bmp", "Images/4.jpg");
        Fixture("AllImages_release.mat", "Data/AllImages_release.mat");
        Fixture("AllMOS_release.mat", "Data/AllMOS_release.mat");
        var bytes = File.ReadAllBytes(_folder[place]);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder[place], damaged[..(i % 2 == 0 ? bytes.Length : random.Next(bytes.Length))]);
            try
            {
                Read("live-challenge");
            }
            catch (BadInputException)
            {
                // the permitted failure
            }
        }
    }

    private DataSet Read(string name) => DataSets.Load(name, _folder.Path);

    private DataItem Item(string image, double score, string? reference = null) => new(_folder[image], score, reference is null ? null : _folder[reference]);

    private void Touch(params string[] files)
    {
        foreach (var file in files)
        {
            Text(file, "");
        }
    }

    private void Text(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.WriteAllText(_folder[file], text);
    }

    private void Fixture(string name, string place)
    {
        Text(place, "");
        File.Copy(Path.Combine(Repository.Root, "tests", "IqaSharp.Tests", "Datasets", "Fixtures", name), _folder[place], overwrite: true);
    }
}

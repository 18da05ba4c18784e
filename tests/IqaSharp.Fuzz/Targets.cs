using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Datasets.Tables;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Restorations.Learned;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Fuzz;

/// <summary>All readers of untrusted files.</summary>
internal static class Targets
{
    private const long MostPixels = 1 << 22;
    private const long DecodedBytes = 8 * MostPixels; // 8-bit RGB, and what is held while it is converted

    private static readonly DecodeOptions Pixels = new() { MaxPixels = MostPixels };

    public static IReadOnlyList<Target> All { get; } =
    [
        new("safetensors", ".safetensors", 12, SafeTensorsSeeds, Checkpoint) { Packing = Packing.SafeTensors, Words = Words("{ } [ ] , : \" \"dtype\" \"shape\" \"data_offsets\" \"__metadata__\" \"F32\" \"F16\" \"BOOL\" \"I64\" \\ud800 \\u0000 module. null 1e999 -1") },
        new("npz", ".npz", 10, () => [Seeds.Npz(CompressionLevel.NoCompression), Seeds.Npz(CompressionLevel.Optimal)], Checkpoint) { Packing = Packing.Zip, Words = Words("<f4 <f8 <i4 |b1 |O True False ( ) , 'shape' 'descr' 1, 999999999999999999 ٣ .npy") },
        new("pth", ".pth", 15, () => Seeds.Files(".pth"), Checkpoint) { Packing = Packing.Zip, Words = PickleWords() },
        new("card", ".safetensors", 8, Seeds.Cards, Card) { Words = Words("{ } [ ] , : \" null true \\ud800 \\udc00 \\u0000 1e999 -1 \"name\" \"configuration\" \"correlations\" \"range\" \"low\" \"regime\" \"architecture\" \"musiq\" \"iqt\" \"ckdn\" \"backbone\" \"labels\" \"scales\" \"hidden\" \"efficientnet-lite0\"") },
        new("catalogue", ".json", 5, () => [.. ModelCatalogue.Entries.Take(3).Select(entry => Encoding.UTF8.GetBytes($$"""{"models":[{{entry.ToJson()}}]}"""))], Catalogue) { Words = Words("{ } [ ] , : \" null \\ud800 \"models\" \"address\" \"bytes\" \"range\" https:// file:///") },
        new("csv", ".csv", 10, ManifestSeeds, Csv) { Words = Words(", \" \n \r\n \0 image score reference split weight scene level NaN 1e999 ../ \ufeff") },
        new("xlsx", ".xlsx", 5, () => Seeds.Files(".xlsx"), Xlsx) { Packing = Packing.Zip, Words = Words("<c> <c/> <v> </v> </c> <row> </row> <row r=\" r=\"XFD1048576\" t=\"s\" t=\"inlineStr\" s=\"1\" <si><t> <sheet <dimension ref=\"A1:XFD1048576\"/> <cols><col min=\"1\" max=\"2147483647\"/></cols> <mergeCell ref=\"A1:XFD1048576\"/> &amp; &#0; <!DOCTYPE") },
        new("mat", ".mat", 10, () => Seeds.Files(".mat"), Mat) { Packing = Packing.Matlab, Words = [[14, 0, 0, 0], [15, 0, 0, 0], [1, 0, 4, 0], [9, 0, 0, 0], [6, 0, 0, 0, 8, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]] },
        new("yaml", ".yaml", 8, () => Seeds.Files(".yaml"), Yaml) { Words = Words("- : [ ] { } ? ! & * | > ' \" # , &a *a << !!str --- ... %YAML \t \n null ~ name data stages rates \\0 \\ud800 \\x00 @ `") },
        new("layers", ".json", 6, LayersSeeds, Layers) { Words = Words("{ } [ ] , : \" null 1e999 -1 \"layers\" \"config\" \"inbound_nodes\" \"Conv2D\" \"Concatenate\" \"Add\" \"UpSampling2D\" \"PixelShuffle4x\" \"axis\" \"shape\" \"paths\" w.bin \"sum\",0,0 2147483647") },
        new("image", ".img", 6, Images, Image) { DeclaredBytes = DecodedBytes },
        new("gif", ".gif", 5, () => Seeds.Pictures(".gif", ".gif[interlace]", ".gif[bitdepth=1]"), Image) { DeclaredBytes = DecodedBytes, Words = [[0x21, 0xf9, 4], [0x2c], [0x3b], [0x21, 0xff]] },
        new("bmp", ".bmp", 6, Seeds.Bmps, Image) { DeclaredBytes = DecodedBytes },
        new("tar", ".tar", 6, () => [Seeds.Tar(TarEntryFormat.Pax), Seeds.Tar(TarEntryFormat.Gnu), Seeds.Tar(TarEntryFormat.Ustar)], Archive) { Words = Words("ustar\0 ././@PaxHeader ././@LongLink 17777777777 00000000000 path= size= 11 GNU.sparse.major=1 .jpg") },
        new("zip", ".zip", 5, () => [Seeds.Photographs(CompressionLevel.NoCompression), Seeds.Photographs(CompressionLevel.Optimal)], Archive) { Packing = Packing.Zip },
        new("scores", ".jsonl", 5, ScoreSeeds, Scores) { Words = Words("{ } [ ] : , \" \n null 1e999 \\ud800 \"image\" \"metric\" \"score\" \"distribution\" \"bytes\" \"modified\"") },
    ];

    /// <summary>Whether an exception is one that a reader may throw.</summary>
    public static bool IsTyped(Exception e) => e is BadInputException or UnpairedException;

    private static IReadOnlyList<byte[]> SafeTensorsSeeds() =>
    [
        Seeds.SafeTensors("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F16","shape":[1],"data_offsets":[16,18]},"__metadata__":{"format":"pt"}}""", 18),
        Seeds.SafeTensors("""{"module.a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]},"module.n":{"dtype":"I64","shape":[1],"data_offsets":[2,10]},"module.m":{"dtype":"BOOL","shape":[3],"data_offsets":[10,13]}}""", 13),
    ];

    private static IReadOnlyList<byte[]> ManifestSeeds() =>
    [
        "image,score,reference,split,weight,scene,distortion,level,degraded\n\"a, b.png\",3.5,ref/a.png,train,2,one,jpeg,3,in/a.png\nc.png,-1e1,,,,,,,\n"u8.ToArray(),
        "image,reference\na.png,b.png\n\"say \"\"so\"\".png\",\"two\nlines\"\r\n"u8.ToArray(),
    ];

    /// <summary>What this build of libvips writes: a system's own may lack a format.</summary>
    private static IReadOnlyList<byte[]> Images() =>
    [
        .. new[] { ".png", ".png[bitdepth=1]", ".png[interlace]", ".jpg", ".jpg[interlace,subsample_mode=off]", ".webp", ".webp[lossless]", ".tif", ".tif[compression=lzw]", ".tif[tile,compression=deflate]", ".tif[compression=jpeg]", ".avif[effort=0]" }.SelectMany(suffix =>
        {
            try
            {
                return Seeds.Pictures(suffix);
            }
            catch (NetVips.VipsException)
            {
                return [];
            }
        }),
    ];

    private static void Checkpoint(string path)
    {
        using var checkpoint = CheckpointFile.Open(path);
        foreach (var tensor in checkpoint.Tensors.Values)
        {
            tensor.ToFloats();
        }
    }

    /// <summary>The file is a card's text, which is put into a model file beside it.</summary>
    private static void Card(string path)
    {
        File.WriteAllBytes(path, Seeds.WithCard(Encoding.UTF8.GetString(File.ReadAllBytes(path))));
        if (ModelStore.Read("fuzz", path) is { Card: { } card })
        {
            card.ToJson();
            Model.ConfigurationOf(card, path).Parameters();
        }
    }

    private static void Catalogue(string path)
    {
        foreach (var entry in ModelCatalogue.Parse(File.ReadAllText(path)))
        {
            entry.ToJson();
        }
    }

    private static void Csv(string path)
    {
        Try(() => Manifest.Read(path));
        PairManifest.Read(path);
    }

    private static void Xlsx(string path)
    {
        Try(() => XlsxFile.Rows(path, null));
        XlsxFile.Rows(path, "all_by_image");
    }

    private static void Mat(string path) => MatFile.Read(path);

    private static void Yaml(string path)
    {
        Try(() => RecipeFile.Read(path));
        RecipeFile.ReadAblation(path);
    }

    /// <summary>The file is a model.json; its weights lie beside it.</summary>
    private static void Layers(string path)
    {
        var weights = Path.Combine(Path.GetDirectoryName(path)!, "w.bin");
        if (!File.Exists(weights))
        {
            File.WriteAllBytes(weights, new byte[1 << 12]);
        }

        LayersModel.ToOnnx(path);
    }

    private static IReadOnlyList<byte[]> LayersSeeds() =>
    [
        """
        {"format":"layers-model","modelTopology":{"model_config":{"config":{"layers":[
        {"class_name":"InputLayer","name":"in","config":{"batch_input_shape":[null,null,null,3]},"inbound_nodes":[]},
        {"class_name":"Conv2D","name":"conv","config":{"activation":"relu","use_bias":true,"padding":"same","strides":[1,1],"dilation_rate":[1,1],"data_format":"channels_last"},"inbound_nodes":[[["in",0,0,{}]]]},
        {"class_name":"Concatenate","name":"both","config":{"axis":-1},"inbound_nodes":[[["conv",0,0,{}],["in",0,0,{}]]]},
        {"class_name":"Conv2D","name":"wide","config":{"activation":"linear","use_bias":false,"padding":"valid","strides":[2,2],"dilation_rate":[1,1]},"inbound_nodes":[[["both",0,0,{}]]]},
        {"class_name":"PixelShuffle2x","name":"shuffle","config":{"scale":2},"inbound_nodes":[[["wide",0,0,{}]]]},
        {"class_name":"MultiplyBeta","name":"beta","config":{"beta":0.2},"inbound_nodes":[[["shuffle",0,0,{}]]]},
        {"class_name":"Add","name":"sum","config":{},"inbound_nodes":[[["beta",0,0,{}],["shuffle",0,0,{}]]]},
        {"class_name":"UpSampling2D","name":"out","config":{"size":[2,2],"interpolation":"nearest"},"inbound_nodes":[[["sum",0,0,{}]]]}],
        "output_layers":[["out",0,0]]}}},
        "weightsManifest":[{"paths":["w.bin"],"weights":[{"name":"conv/kernel","shape":[3,3,3,3],"dtype":"float32"},{"name":"conv/bias","shape":[3],"dtype":"float32"},{"name":"wide/kernel","shape":[1,1,6,12],"dtype":"float32"}]}]}
        """u8.ToArray(),
    ];

    private static void Archive(string path)
    {
        foreach (var image in ImageFiles.Find([path]))
        {
            Try(() => image.Read(Pixels));
        }
    }

    /// <summary>The same bytes as JSON lines and as CSV.</summary>
    private static void Scores(string path)
    {
        Try(() => _ = ScoreTable.Open(path).Rows().Count());
        var csv = Path.ChangeExtension(path, ".csv");
        File.Copy(path, csv, overwrite: true);
        _ = ScoreTable.Open(csv).Rows().Count();
    }

    private static IReadOnlyList<byte[]> ScoreSeeds() =>
    [
        """
        {"image":"a.jpg","metric":"one","score":1.5,"low":1,"high":2,"familiarity":50,"distribution":[0.5,0.5],"error":null,"width":640,"height":480,"bytes":100,"modified":"2026-01-02T03:04:05.123456Z"}
        {"image":"b.jpg","metric":"one","score":null,"error":"no"}

        """u8.ToArray(),
        "image,metric,score,distribution,error,note,low,high\n\"a, \"\"b\"\".jpg\",one,1.5,0.5 0.5,,,1,2\nc.jpg,one,,,\"no\nimage\",,,\n"u8.ToArray(),
        "image,one,two,error\na.jpg,1,2,\nb.jpg,,,bad\n"u8.ToArray(),
    ];

    private static void Image(string path) => Imaging.Image.Load(path, Pixels);

    /// <summary>The first of two readers; what it refuses, the second is given all the same.</summary>
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (BadInputException)
        {
            // refused
        }
    }

    private static byte[][] Words(string words) => [.. words.Split(' ').Select(Encoding.UTF8.GetBytes)];

    private static byte[][] PickleWords() =>
    [
        .. Words("ctorch._utils\n_rebuild_tensor_v2\n ctorch\nFloatStorage\n ccollections\nOrderedDict\n X\u0007\0\0\0storage state_dict params module. cposix\nsystem\n"),
        .. "().]}tRQbseau2h01qrNKJ".Select(operation => new[] { (byte)operation }), [0x85], [0x86], [0x87], [0x94], [0x8a, 1, 1], [0x93],
    ];
}

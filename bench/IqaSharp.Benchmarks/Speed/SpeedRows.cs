using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Evaluation;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>What is measured. Models of the full size have random weights: speed does not depend on them.</summary>
/// <param name="own">This build.</param>
/// <param name="other">The build to compare with, if there is one.</param>
/// <param name="folder">For files that last as long as the benchmark.</param>
/// <param name="images">How many images a run of many scores.</param>
internal sealed class SpeedRows(Library own, Library? other, string folder, int images)
{
    private readonly Lazy<string> _photo = new(() => Photographs.Jpeg(folder, 512, 384));
    private readonly Lazy<string> _large = new(() => Photographs.Mosaic(folder, 6000, 4000));
    private readonly Lazy<string> _fullSize = new(() => FullSize(folder));
    private readonly Lazy<string[]> _many = new(() => [.. Enumerable.Range(0, images).Select(i => Photographs.Crop(folder, i, 512, 384))]);

    /// <summary>The rows; each loads its models when it is made.</summary>
    public IEnumerable<(string Name, Func<Contest> Make)> All()
    {
        yield return Row("musiq-s, one JPEG of 512×384", 1, "musiq-s", metric => () => metric.Score(_photo.Value), withBare: true);
        yield return Row("MUSIQ, one JPEG of 512×384", 1, "musiq", metric => () => metric.Score(_photo.Value), withBare: true);
        yield return Row("iqt-s, one pair of 512×384", 1, "iqt-s", metric => () => metric.Score(_photo.Value, _photo.Value));
        yield return Row("ckdn-s, one pair of 512×384", 1, "ckdn-s", metric => () => metric.Score(_photo.Value, _photo.Value));
        yield return Row("musiq-s, one JPEG of 24 megapixels", 1, "musiq-s", metric => () => metric.Score(_large.Value));
        yield return Row($"musiq-s, {images} JPEGs of 512×384", images, "musiq-s", metric => () => metric.ScoreMany(_many.Value));
        yield return Row($"MUSIQ, {images} JPEGs of 512×384", images, "musiq", metric => () => metric.ScoreMany(_many.Value));
        yield return Row($"iqt-s, {images} pairs of 512×384", images, "iqt-s", metric => () => metric.ScoreMany(Pairs()));
        yield return Row($"ckdn-s, {images} pairs of 512×384", images, "ckdn-s", metric => () => metric.ScoreMany(Pairs()));
        yield return Row($"SSIM, {images} pairs of 512×384", images, "ssim", metric => () => metric.ScoreMany(Pairs()));
        yield return Command("iqa score of one JPEG, from call to row", 1, () => [_photo.Value]);
        yield return Command($"iqa score of {images} JPEGs, from call to last row", images, () => _many.Value);
    }

    private (string Name, Func<Contest> Make) Row(string name, int count, string model, Func<LoadedMetric, Action> work, bool withBare = false) => (name, () =>
    {
        var path = model == "musiq" ? _fullSize.Value : model;
        var ways = new Dictionary<string, Action>();
        void Add(string column, Library? library, params (string, object)[] options)
        {
            if (library is not null)
            {
                ways.Add(column, work(library.Load(path, options)));
            }
        }

        if (own.HasPrecision)
        {
            Add("now", own, ("Precision", "Exact"));
            Add("fast", own, ("Precision", "Fast"));
        }
        else
        {
            Add("now", own);
        }

        Add("before", other);
        if (withBare)
        {
            var bare = new BareMusiq(own.Model(path), _photo.Value, folder);
            ways.Add("bare graph", bare.RunGraph);
            ways.Add("libtorch", bare.RunEagerly);
        }

        return new Contest(name, count, ways);
    }
    );

    private (string Name, Func<Contest> Make) Command(string name, int count, Func<IReadOnlyList<string>> paths) => (name, () =>
    {
        var ways = new Dictionary<string, Action> { ["now"] = () => CommandRun.Run(own.Checkout, ["score", .. paths(), "--format", "csv"]) };
        if (other is not null)
        {
            ways.Add("before", () => CommandRun.Run(other.Checkout, ["score", .. paths(), "--format", "csv"]));
        }

        return new Contest(name, count, ways);
    }
    );

    private List<(string, string)> Pairs() => [.. _many.Value.Select((image, i) => (image, _many.Value[(i + 1) % images]))];

    private static string FullSize(string folder)
    {
        var path = Path.Combine(folder, "musiq.safetensors");
        UntrainedModel.Write(path, new MusiqConfig());
        if (ByteArithmetic.Pays)
        {
            var images = QuantisationImages.Of([.. Enumerable.Range(0, 6).Select(i => Photographs.Crop(folder, i, 512, 384))]);
            Quantiser.Write(path, Quantiser.Fit(path, images, double.MaxValue, "benchmark"), path); // whatever its scores are: they mean nothing
        }

        return path;
    }
}

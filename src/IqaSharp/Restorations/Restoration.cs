using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations.Deblocking;
using IqaSharp.Restorations.Deblurring;
using IqaSharp.Restorations.Denoising;
using IqaSharp.Restorations.Enhancing;
using IqaSharp.Restorations.Learned;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations;

/// <summary>A method that improves a degraded image, or seems to; each has its own artefacts. They produce training data for degraded-reference metrics.</summary>
public sealed record Restoration
{
    private readonly Func<Image, RestorationOptions, Image> _restore;

    /// <param name="name">The name, as in <c>iqa restore --method</c>.</param>
    /// <param name="kind">The task it solves.</param>
    /// <param name="paper">Authors and year.</param>
    /// <param name="description">What it does, and what its strength changes.</param>
    /// <param name="restore">The method itself. Size and strength have been checked; the options hold the size.</param>
    internal Restoration(string name, RestorationKind kind, string paper, string description, Func<Image, RestorationOptions, Image> restore)
    {
        (Name, Kind, Paper, Description) = (name, kind, paper, description);
        _restore = restore;
    }

    /// <summary>The name, as in <c>iqa restore --method</c>.</summary>
    public string Name { get; }

    /// <summary>The task it solves.</summary>
    public RestorationKind Kind { get; }

    /// <summary>Authors and year of the publication.</summary>
    public string Paper { get; }

    /// <summary>What it does, and what its strength changes.</summary>
    public string Description { get; }

    /// <summary>All methods by kind, then the learned ones.</summary>
    public static IReadOnlyList<Restoration> All { get; } = [.. Upscalers.All, .. Deblurrers.All, .. Denoisers.All, .. Deblockers.All, .. Enhancers.All, .. Restorer.All];

    /// <summary>Whether its result depends on <see cref="RestorationOptions.Seed"/>.</summary>
    public bool Seeded { get; internal init; }

    /// <summary>How many times as wide and high as its input its result is where no size is asked for: 1, or what a network of a file does.</summary>
    public int Scale { get; private init; } = 1;

    /// <summary>Tells a network of a file from others; null for a method.</summary>
    internal string? Digest { get; private init; }

    /// <summary>A restoration by a network of a file. It runs in tiles, so that memory does not grow with the image; the strength changes nothing.</summary>
    /// <param name="path">An ONNX graph from one image to one image, [1, 3, height, width] or [1, height, width, 3] in float32, or the model.json of a layers model of TensorFlow.js.
    /// How much larger the result is, is found by trying.</param>
    /// <param name="values">The values that stand for black and for white; null to try 0 to 1, 0 to 255 and −1 to 1, and take those with which a plain image comes back best.
    /// Say it where you know it: many networks do almost the same with all of them.</param>
    /// <exception cref="BadInputException">It cannot be read, or is no such network.</exception>
    public static Restoration FromFile(string path, (double Black, double White)? values = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var network = new RestorationNetwork(path, values);
        return new Restoration(
            Path.GetFileNameWithoutExtension(path), network.Scale > 1 ? RestorationKind.Upscale : RestorationKind.Enhance, "–", "A network of a file; the strength changes nothing",
            (image, o) => network.Restore(image) is var restored && (restored.Width, restored.Height) == (o.Width, o.Height) ? restored : PillowBicubic.Resize(restored, o.Width!.Value, o.Height!.Value))
        {
            Scale = network.Scale,
            Digest = network.Digest,
        };
    }

    /// <summary>Finds a restoration by name.</summary>
    /// <exception cref="BadInputException">There is no such restoration; the message suggests similar names.</exception>
    public static Restoration Of(string name) => All.FirstOrDefault(restoration => restoration.Name == name) ?? throw Unknown(name);

    /// <summary>Restores an image. The result is deterministic.</summary>
    /// <param name="degraded">An image of any size.</param>
    /// <param name="options">Strength, size and seed; null for the defaults.</param>
    /// <returns>An image of the requested size, by default that of the degraded image, <see cref="Scale"/> times as large.</returns>
    /// <exception cref="BadInputException">The size is smaller than the degraded image's, too large, or differs although the method keeps the size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength lies outside 0–1.</exception>
    public Image Restore(Image degraded, RestorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(degraded);
        options ??= new RestorationOptions();
        if (!(options.Strength is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Strength, "a strength lies in 0–1");
        }

        var (width, height) = (options.Width ?? Scaled(degraded.Width), options.Height ?? Scaled(degraded.Height));
        Check(degraded, width, height);
        return _restore(degraded, options with { Width = width, Height = height }).Named(degraded.Name);
    }

    private int Scaled(int side) => (int)Math.Min(int.MaxValue, (long)side * Scale);

    private void Check(Image degraded, int width, int height)
    {
        if (Kind != RestorationKind.Upscale && (width != degraded.Width || height != degraded.Height))
        {
            throw new BadInputException(degraded.Name, $"{Name} keeps the size of {degraded.Width}×{degraded.Height} pixels; another size takes an upscaler");
        }

        if (width < degraded.Width || height < degraded.Height)
        {
            throw new BadInputException(degraded.Name, $"{Name} cannot make {degraded.Width}×{degraded.Height} pixels smaller, {width}×{height}");
        }

        // Filters pad the image, so a strip one row high needs the memory of many rows.
        const long border = 128;
        if ((long)width * height > DecodeOptions.Default.MaxPixels || (long)Scaled(degraded.Width) * Scaled(degraded.Height) > DecodeOptions.Default.MaxPixels || (width + border) * (height + border) > 2 * DecodeOptions.Default.MaxPixels)
        {
            throw new BadInputException(degraded.Name, $"{width}×{height} pixels are more than {Name} makes, {DecodeOptions.Default.MaxPixels / 1_000_000} megapixels");
        }
    }

    private static BadInputException Unknown(string name)
    {
        var near = NearNames.Of(name, All.Select(restoration => restoration.Name));
        return new BadInputException(name, near.Count > 0 ? $"there is no such restoration; did you mean {string.Join(" or ", near)}?" : $"there is no such restoration; there are {string.Join(", ", All.Select(restoration => restoration.Name))}");
    }
}

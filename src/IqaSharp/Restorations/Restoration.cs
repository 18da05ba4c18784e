using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Restorations.Deblocking;
using IqaSharp.Restorations.Deblurring;
using IqaSharp.Restorations.Denoising;
using IqaSharp.Restorations.Enhancing;
using IqaSharp.Restorations.Learned;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations;

/// <summary>A way to make a degraded image better, or to look as if: each has its own artefacts. Training data for degraded-reference metrics are made with them.</summary>
public sealed record Restoration
{
    private readonly Func<Image, RestorationOptions, Image> _restore;

    /// <param name="name">What one asks for.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="paper">Where it is from.</param>
    /// <param name="description">What it does, and what its strength changes.</param>
    /// <param name="restore">Does it. Sizes and strength have been checked, and the size is in the options.</param>
    internal Restoration(string name, RestorationKind kind, string paper, string description, Func<Image, RestorationOptions, Image> restore)
    {
        (Name, Kind, Paper, Description) = (name, kind, paper, description);
        _restore = restore;
    }

    /// <summary>What one asks for.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public RestorationKind Kind { get; }

    /// <summary>Who described it, and when.</summary>
    public string Paper { get; }

    /// <summary>What it does, and what its strength changes.</summary>
    public string Description { get; }

    /// <summary>All of them, by kind, and the learned ones.</summary>
    public static IReadOnlyList<Restoration> All { get; } = [.. Upscalers.All, .. Deblurrers.All, .. Denoisers.All, .. Deblockers.All, .. Enhancers.All, .. Restorer.All];

    /// <summary>Whether its result depends on <see cref="RestorationOptions.Seed"/>.</summary>
    public bool Seeded { get; internal init; }

    /// <summary>The restoration of a name.</summary>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static Restoration Of(string name) => All.FirstOrDefault(restoration => restoration.Name == name) ?? throw Unknown(name);

    /// <summary>Restores an image, the same bytes each time.</summary>
    /// <param name="degraded">Of any size.</param>
    /// <param name="options">Strength, size and seed; the defaults if null.</param>
    /// <returns>An image of the size asked for; of the degraded one's if none was.</returns>
    /// <exception cref="BadInputException">The size is smaller than the degraded image's, too large, or another one where the method keeps the size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength lies outside 0–1.</exception>
    public Image Restore(Image degraded, RestorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(degraded);
        options ??= new RestorationOptions();
        if (!(options.Strength is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Strength, "a strength lies in 0–1");
        }

        var (width, height) = (options.Width ?? degraded.Width, options.Height ?? degraded.Height);
        Check(degraded, width, height);
        return _restore(degraded, options with { Width = width, Height = height }).Named(degraded.Name);
    }

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

        // Filters look beyond the border, so that a strip of one row needs the memory of many.
        const long border = 128;
        if ((long)width * height > DecodeOptions.Default.MaxPixels || (width + border) * (height + border) > 2 * DecodeOptions.Default.MaxPixels)
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

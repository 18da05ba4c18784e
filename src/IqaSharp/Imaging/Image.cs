using IqaSharp.Core;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Imaging;

/// <summary>A decoded image: 8-bit sRGB, three interleaved channels (red, green, blue), rows from top to bottom.</summary>
/// <remarks>
/// <para>JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP, PBM, PGM and PPM are read; the format is recognised by content, not by file name. Conversions to 8-bit sRGB:</para>
/// <list type="bullet">
/// <item>Colours are converted from the embedded ICC profile to sRGB with perceptual intent. Pixels stay unchanged, bit for bit, if the profile
/// changes no colour by more than one step of 255 (it is sRGB already), if there is none, or if it is broken or made for other colours,
/// such as a profile of RGB in a CMYK file. Profiles in BMP files are ignored.</item>
/// <item>CMYK without a profile becomes R = (255 − C)(255 − K) / 255, and so on, as in Pillow and TensorFlow.</item>
/// <item>Of 16-bit samples <see cref="Pixels"/> are the upper bytes (<c>value &gt;&gt; 8</c>), which networks and no-reference metrics see. Full-reference classical metrics
/// see all 16 bits, except where colours had to be converted from a profile, CMYK or L*a*b*, and where a pixel is transparent: those have 8. Grey is replicated to three channels.
/// Transparent images are composited on white; extra samples of a TIFF that are not declared as opacity are ignored.</item>
/// <item>YCbCr in TIFF is converted with the coefficients and levels of the file, as by libtiff. 16-bit CIE L*a*b* is converted by libvips.</item>
/// <item>The orientation of Exif, or of a TIFF's tag, is applied; values other than 1 to 8 are upright, and XMP's orientation is ignored, as in browsers.
/// A GIF has the size of its screen, transparent where the frame is not. Of an animation or a multi-page file the first frame or page is read.</item>
/// </list>
/// </remarks>
public sealed class Image
{
    private readonly byte[] _rgb;
    private readonly byte[]? _low;

    /// <summary>Wraps existing pixels; the array is not copied.</summary>
    /// <param name="width">Pixels per row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="rgb">[height, width, 3], 0–255.</param>
    /// <exception cref="ArgumentException">The array does not hold <c>height × width × 3</c> bytes, or a side is not positive.</exception>
    public Image(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != (long)width * height * 3)
        {
            throw new ArgumentException($"{width}×{height} pixels of 3 bytes do not fit {rgb.Length} bytes", nameof(rgb));
        }

        Width = width;
        Height = height;
        _rgb = rgb;
    }

    /// <summary>An image with 16 bits per sample.</summary>
    /// <param name="width">Pixels per row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="rgb">[height, width, 3], 0–255: the upper bytes.</param>
    /// <param name="low">[height, width, 3]: the lower bytes; null for 8 bits.</param>
    internal Image(int width, int height, byte[] rgb, byte[]? low)
        : this(width, height, rgb) => _low = low;

    /// <summary>Its name in error messages: the path or name it was loaded by.</summary>
    public string Name { get; internal init; } = "image";

    /// <summary>The camera that took the photograph, as Exif names it; null where it is not known.</summary>
    public string? Camera { get; private init; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width, 3], 0–255.</summary>
    public ReadOnlySpan<byte> Pixels => _rgb;

    /// <summary>The same, for several threads.</summary>
    internal ReadOnlyMemory<byte> Rgb => _rgb;

    /// <summary>16 for an image whose full-reference classical metrics see 16 bits per sample, else 8. <see cref="Pixels"/> are the upper 8 bits.</summary>
    public int BitsPerSample => _low is null ? 8 : 16;

    /// <summary>The lower bytes of 16-bit samples, [height, width, 3]; empty for 8 bits. A sample is (256 · pixel + low byte) / 257 on the scale of 0–255.</summary>
    internal ReadOnlySpan<byte> LowBytes => _low;

    /// <summary>[height, width, 4]: 8-bit colours before they were composited, and opacity, for metrics that composite on backgrounds of their own; null for an opaque image.
    /// Not kept of BMP and CMYK.</summary>
    internal byte[]? Rgba { get; init; }

    /// <summary>The image as its upper bytes alone.</summary>
    internal Image At8Bits => _low is null ? this : new(Width, Height, _rgb) { Name = Name };

    /// <summary>Decodes a file.</summary>
    /// <param name="path">A plain path; brackets have no special meaning.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> if <see langword="null"/>.</param>
    /// <exception cref="BadImageException">The file is missing, unreadable, empty, truncated, too large, or no image.</exception>
    public static Image Load(string path, DecodeOptions? options = null) => ImageDecoder.Decode(path, options ?? DecodeOptions.Default).Named(path);

    /// <summary>Decodes a stream from its position to its end. The stream stays open.</summary>
    /// <param name="stream">Readable; it need not be seekable.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> if <see langword="null"/>.</param>
    /// <exception cref="BadImageException">The content is empty, truncated, too large, or no image.</exception>
    public static Image Load(Stream stream, string name = "image", DecodeOptions? options = null) =>
        ImageDecoder.Decode(stream, name, options ?? DecodeOptions.Default).Named(name);

    /// <summary>Reads a stream asynchronously from its position to its end, and decodes it on another thread. The stream stays open.</summary>
    /// <param name="stream">Readable; it need not be seekable, nor allow synchronous reads.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> if <see langword="null"/>.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="BadImageException">The content is empty, truncated, too large, or no image.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Image> LoadAsync(Stream stream, string name = "image", DecodeOptions? options = null, CancellationToken cancellation = default)
    {
        var encoded = await ReadEncodedAsync(stream, name, options, cancellation).ConfigureAwait(false);
        return await Task.Run(() => Load(encoded, name, options), cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a stream asynchronously from its position to its end and decodes nothing: for a queue, in which encoded images need less memory.</summary>
    /// <returns>The bytes, for <see cref="Load(ReadOnlyMemory{byte}, string, DecodeOptions?)"/>.</returns>
    /// <exception cref="BadImageException">It cannot be read, or is larger than <see cref="DecodeOptions.MaxBytes"/>.</exception>
    /// <inheritdoc cref="LoadAsync"/>
    public static async Task<ReadOnlyMemory<byte>> ReadEncodedAsync(Stream stream, string name = "image", DecodeOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return await EncodedStream.ReadAsync(stream, name, options ?? DecodeOptions.Default, cancellation).ConfigureAwait(false);
    }

    /// <summary>Decodes an image file in memory.</summary>
    /// <param name="encoded">The bytes of the file.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> if <see langword="null"/>.</param>
    /// <exception cref="BadImageException">The content is empty, truncated, too large, or no image.</exception>
    public static Image Load(ReadOnlyMemory<byte> encoded, string name = "image", DecodeOptions? options = null) =>
        ImageDecoder.Decode(encoded, name, options ?? DecodeOptions.Default).Named(name);

    /// <summary>Writes the image as PNG, atomically.</summary>
    /// <param name="path">It ends in .png.</param>
    /// <exception cref="BadInputException">It has another extension, or cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(path, "only PNG is written; name it .png");
        }

        AtomicFile.Write(path, stream => stream.Write(VipsEncoder.Png(this)));
    }

    /// <summary>Writes the image as PNG. The stream stays open.</summary>
    /// <param name="stream">Writable.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(VipsEncoder.Png(this));
    }

    /// <summary>The image as a JPEG, reduced if it is larger: for pages and previews.</summary>
    /// <param name="longestSide">The longer side in pixels that it has at most.</param>
    /// <param name="quality">1 to 100, on the scale of the Independent JPEG Group.</param>
    public byte[] ToJpeg(int longestSide, int quality = 75)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return VipsEncoder.ReducedJpeg(this, Math.Min(longestSide, VipsEncoder.LongestJpegSide), quality);
    }

    /// <summary>Whether another image has the same size and pixels.</summary>
    internal bool HasPixelsOf(Image other) => Width == other.Width && Height == other.Height && Pixels.SequenceEqual(other.Pixels) && LowBytes.SequenceEqual(other.LowBytes);

    /// <summary>The same pixels with a name for error messages.</summary>
    internal Image Named(string name) => new(Width, Height, _rgb, _low) { Name = name, Rgba = Rgba, Camera = Camera };

    /// <summary>The same pixels, taken by a camera.</summary>
    internal Image TakenBy(string? camera) => camera is null ? this : new(Width, Height, _rgb, _low) { Name = Name, Rgba = Rgba, Camera = camera };
}

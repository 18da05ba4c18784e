using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>A kind of distortion in five levels, from barely visible to very annoying.</summary>
/// <remarks>25 kinds are those of KADID-10k: Lin, Hosu, Saupe, "KADID-10k: A Large-scale Artificially Distorted IQA Database", QoMEX 2019;
/// <see cref="DistortionGroup"/> tells them from the others. With the same seed, a higher level is a stronger version of the same distortion: the same direction, the same positions, the same noise.</remarks>
/// <param name="Name">The name, as in <c>iqa distort --kind</c>.</param>
/// <param name="Description">What it does, in a few words.</param>
/// <param name="Parameter">The quantity that varies with the level, and its unit.</param>
/// <param name="Levels">The value of the parameter at levels 1 to 5.</param>
public sealed record Distortion(string Name, string Description, string Parameter, IReadOnlyList<double> Levels)
{
    /// <summary>The strongest level; the weakest is 1.</summary>
    public const int HighestLevel = 5;

    /// <summary>The kinds of all groups.</summary>
    public static IReadOnlyList<Distortion> All => DistortionGroup.AllKinds;

    /// <summary>Whether it needs a codec (<see cref="With"/>) before it can be applied.</summary>
    public bool NeedsJpeg2000 => Distort is null;

    /// <summary>Image, parameter value and random numbers → distorted image; null if a codec is missing.</summary>
    internal Func<Image, double, RandomStream, Image>? Distort { get; init; }

    /// <summary>Finds a kind by name.</summary>
    /// <exception cref="BadInputException">There is no such kind; the message suggests similar names.</exception>
    public static Distortion Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(kind => kind.Name == name) ?? throw DistortionGroup.Unknown(name, All.Select(kind => kind.Name));
    }

    /// <summary>The same kind, equipped with the codec if it needs one.</summary>
    public Distortion With(IJpeg2000Codec codec) =>
        NeedsJpeg2000 ? this with { Distort = (image, ratio, _) => codec.Decode(codec.Encode(image, ratio)) } : this;

    /// <summary>Distorts an image. The same arguments give the same pixels on every machine.</summary>
    /// <param name="image">An image of any size; it is not modified.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="seed">Seeds the random part of some kinds: noise, directions, positions.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    /// <exception cref="BadInputException">The kind needs a codec, or the image is too large for the file format.</exception>
    public Image Apply(Image image, int level, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        var distort = Distort ?? throw new BadInputException(Name, "needs a JPEG 2000 encoder");
        return distort(image, Levels[level - 1], new RandomStream(Name, seed)).Named(image.Name);
    }

    /// <summary>The name and the parameter values of the levels.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Levels.Select(level => level.ToString(CultureInfo.InvariantCulture)))}";
}

using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>A kind of damage in five levels, from barely visible to very annoying.</summary>
/// <remarks>The 25 kinds are those of KADID-10k: Lin, Hosu, Saupe, "KADID-10k: A Large-scale Artificially Distorted IQA Database", QoMEX 2019.
/// With the same seed a higher level is the same damage, only more of it: the same direction, the same places, the same noise.</remarks>
/// <param name="Name">What the command calls it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Parameter">What the levels are numbers of.</param>
/// <param name="Levels">The parameter of levels 1 to 5.</param>
public sealed record Distortion(string Name, string Description, string Parameter, IReadOnlyList<double> Levels)
{
    /// <summary>The strongest level; the weakest is 1.</summary>
    public const int HighestLevel = 5;

    /// <summary>The 25 kinds.</summary>
    public static IReadOnlyList<Distortion> All => Kinds.All;

    /// <summary>Whether it cannot be applied before <see cref="With"/> gives it a codec.</summary>
    public bool NeedsJpeg2000 => Function is null;

    /// <summary>From an image, the level's parameter and random numbers to what is left of the image.</summary>
    internal Func<Image, double, RandomStream, Image>? Function { get; init; }

    /// <summary>The kind of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Distortion Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (All.FirstOrDefault(kind => kind.Name == name) is { } found)
        {
            return found;
        }

        var near = NearNames.Of(name, All.Select(kind => kind.Name));
        throw new BadInputException(name, near.Count > 0 ? $"no such distortion; near: {string.Join(", ", near)}" : "no such distortion; 'iqa distort --list' shows all");
    }

    /// <summary>The same kind, with the codec that it needs if it needs one.</summary>
    public Distortion With(IJpeg2000Codec codec) =>
        NeedsJpeg2000 ? this with { Function = (image, ratio, _) => codec.Decode(codec.Encode(image, ratio)) } : this;

    /// <summary>Distorts an image. The same arguments give the same pixels, on any machine.</summary>
    /// <param name="image">Of any size; it stays as it is.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="seed">For what is random in some kinds: noise, directions, places.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    /// <exception cref="BadInputException">It needs a codec, or the image is too large for its file format.</exception>
    public Image Apply(Image image, int level, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        var apply = Function ?? throw new BadInputException(Name, "needs an encoder of JPEG 2000");
        return apply(image, Levels[level - 1], new RandomStream(Name, seed)).Named(image.Name);
    }

    /// <summary>The levels as the list of kinds shows them.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Levels.Select(level => level.ToString(CultureInfo.InvariantCulture)))}";
}

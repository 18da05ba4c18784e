namespace IqaSharp.Distortions;

/// <summary>What people call kinds of distortion: kinds that look alike have one name.</summary>
internal static class DamageNames
{
    /// <summary>The name of no damage.</summary>
    public const string None = "none";

    /// <summary>The name of parts that are covered or displaced.</summary>
    public const string Cover = "cover";

    private static readonly (string Name, string[] Kinds)[] Groups =
    [
        ("blur", ["gaussian-blur", "lens-blur", "motion-blur", "local-blur"]),
        ("noise", ["white-noise", "white-noise-ycbcr", "impulse-noise", "multiplicative-noise", "local-noise"]),
        ("compression", ["jpeg", "jpeg2000", "local-jpeg"]),
        ("smoothing", ["denoise"]),
        ("pixelation", ["pixelate", "jitter"]),
        ("colours", ["colour-diffusion", "colour-shift", "saturation-hsv", "saturation-lab", "white-balance"]),
        ("banding", ["colour-quantisation", "quantisation", "banding"]),
        ("exposure", ["brighten", "darken", "mean-shift"]),
        ("contrast", ["contrast"]),
        ("sharpening", ["sharpen"]),
        (Cover, ["patches", "colour-block", "shuffled-blocks", "box", "watermark"]),
        ("transmission", ["lost-slices", "shifted-slices", "damaged-scan"]),
        ("moire", ["moire"]),
        ("inversion", ["negative", "solarise"]),
    ];

    /// <summary>All names, that of no damage first.</summary>
    public static IReadOnlyList<string> All { get; } = [None, .. Groups.Select(group => group.Name)];

    /// <summary>The name that a kind of distortion goes by.</summary>
    public static string Of(Distortion kind) => Groups.First(group => group.Kinds.Contains(kind.Name)).Name;
}

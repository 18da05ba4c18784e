namespace IqaSharp.Restorations;

/// <summary>How a restoration is applied.</summary>
public sealed record RestorationOptions
{
    /// <summary>Named strengths that differ visibly.</summary>
    public static IReadOnlyDictionary<string, double> Presets { get; } = new Dictionary<string, double> { ["weak"] = 0.2, ["medium"] = 0.5, ["strong"] = 0.85 };

    /// <summary>0–1, weak to strong; <see cref="Restoration.Description"/> says what it changes. 0.5 suits most images.</summary>
    public double Strength { get; init; } = 0.5;

    /// <summary>Width of the result in pixels; null for that of the degraded image, times <see cref="Restoration.Scale"/>. Only upscalers can change it.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the result in pixels; null for that of the degraded image, times <see cref="Restoration.Scale"/>. Only upscalers can change it.</summary>
    public int? Height { get; init; }

    /// <summary>Seed for methods that hallucinate detail; most do not.</summary>
    public ulong Seed { get; init; }

    /// <summary>Interpolates geometrically: <paramref name="weakest"/> at strength 0, <paramref name="strongest"/> at strength 1.</summary>
    internal double Between(double weakest, double strongest) => weakest * Math.Pow(strongest / weakest, Strength);
}

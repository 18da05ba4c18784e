namespace IqaSharp.Restorations;

/// <summary>How a restoration is applied.</summary>
public sealed record RestorationOptions
{
    /// <summary>The presets: names for strengths that differ visibly.</summary>
    public static IReadOnlyDictionary<string, double> Presets { get; } = new Dictionary<string, double> { ["weak"] = 0.2, ["medium"] = 0.5, ["strong"] = 0.85 };

    /// <summary>0–1, weak to strong; <see cref="Restoration.Description"/> says what grows. 0.5 is what suits most images.</summary>
    public double Strength { get; init; } = 0.5;

    /// <summary>Pixels per row of the result; null for the degraded image's. Only upscalers take another.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of the result; null for the degraded image's.</summary>
    public int? Height { get; init; }

    /// <summary>Chooses among what a method invents; most methods invent nothing.</summary>
    public ulong Seed { get; init; }

    /// <summary>In equal ratios from what the weakest strength means to what the strongest does.</summary>
    internal double Between(double weakest, double strongest) => weakest * Math.Pow(strongest / weakest, Strength);
}

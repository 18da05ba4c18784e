using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations;
using IqaSharp.Training.Distortions;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Damage that restorations are meant for.</summary>
/// <param name="Kind">A kind of distortion or <see cref="Reduction"/>; or two, joined by +, of which the second is mild.</param>
/// <param name="Against">The restorations that are meant for it.</param>
internal sealed record Degradation(string Kind, params RestorationKind[] Against)
{
    public const string Reduction = "reduction";

    private const int LeastFactor = 2;
    private const int LargestFactor = 4;
    private const int LeastLevel = 2;
    private const int HighestSecondLevel = 3;

    public static IReadOnlyList<Degradation> All { get; } =
    [
        new(Reduction, RestorationKind.Upscale),
        new("gaussian-blur", RestorationKind.Deblur, RestorationKind.Enhance),
        new("lens-blur", RestorationKind.Deblur, RestorationKind.Enhance),
        new("white-noise", RestorationKind.Denoise),
        new("white-noise-ycbcr", RestorationKind.Denoise),
        new("impulse-noise", RestorationKind.Denoise),
        new("multiplicative-noise", RestorationKind.Denoise),
        new("jpeg", RestorationKind.Deblock, RestorationKind.Denoise),
        new("jpeg2000", RestorationKind.Deblock, RestorationKind.Enhance),
        new("motion-blur", RestorationKind.Deblur, RestorationKind.Enhance),
        new("reduction+jpeg", RestorationKind.Upscale),
        new("gaussian-blur+white-noise", RestorationKind.Denoise),
        new("white-noise+jpeg", RestorationKind.Deblock, RestorationKind.Denoise),
    ];

    private string[] Steps => Kind.Split('+');

    /// <summary>Whether the input is smaller than the photograph.</summary>
    public bool Reduces => Steps[0] == Reduction;

    /// <summary>Draws how severe it is.</summary>
    public DrawnDegradation Draw(Seeds seeds)
    {
        var level = LeastLevel + seeds.Next(Distortion.HighestLevel - LeastLevel + 1);
        var factor = LeastFactor + seeds.Next(LargestFactor - LeastFactor + 1);
        var seed = seeds.Next(int.MaxValue);
        return new(Steps, Reduces ? factor : level, Steps.Length > 1 ? 1 + seeds.Next(HighestSecondLevel) : 0, seed);
    }
}

/// <summary>Damage as it is done to one photograph.</summary>
/// <param name="Steps">What is done, in order.</param>
/// <param name="Severity">The factor of a reduction, or the level of a distortion.</param>
/// <param name="SecondLevel">The level of the second step.</param>
/// <param name="Seed">The seed of noise.</param>
internal sealed record DrawnDegradation(string[] Steps, int Severity, int SecondLevel, int Seed)
{
    public Image Apply(Image pristine)
    {
        var first = Steps[0] == Degradation.Reduction
            ? PillowBicubic.Resize(pristine, Math.Max(1, pristine.Width / Severity), Math.Max(1, pristine.Height / Severity))
            : Distortion.Of(Steps[0]).With(new MagickJpeg2000()).Apply(pristine, Severity, Seed);
        return Steps.Length == 1 ? first : Distortion.Of(Steps[1]).Apply(first, SecondLevel, Seed);
    }
}

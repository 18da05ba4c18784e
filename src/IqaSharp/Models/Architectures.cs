namespace IqaSharp.Models;

/// <summary>What cards call the networks.</summary>
public static class Architectures
{
    /// <summary>The multi-scale image quality transformer.</summary>
    public const string Musiq = "musiq";

    /// <summary>The image quality transformer for pairs.</summary>
    public const string Iqt = "iqt";

    /// <summary>The conditional knowledge distillation network.</summary>
    public const string Ckdn = "ckdn";

    /// <summary>No network: a metric without learned weights.</summary>
    public const string Classical = "classical";
}

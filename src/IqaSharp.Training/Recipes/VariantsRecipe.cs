using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>Versions of images that deserve the same score, as shares of the images that have them; which, the seed decides.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VariantsRecipe
{
    /// <summary>Left and right exchanged.</summary>
    public double Mirrored { get; init; }

    /// <summary>In black and white; of distorted photographs the pristine one only, because some kinds damage nothing but colour.</summary>
    public double Grey { get; init; }
}

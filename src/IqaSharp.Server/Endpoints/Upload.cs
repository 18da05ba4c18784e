using IqaSharp.Extensions;
using IqaSharp.Server.Limits;

namespace IqaSharp.Server.Endpoints;

/// <summary>An uploaded file.</summary>
/// <param name="Field">The field of the form; <see cref="Image"/> for a body that is the file itself.</param>
/// <param name="Name">The file's name; the field's if it has none.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Upload(string Field, string Name, HeldBody Body)
{
    /// <summary>The field of images that are judged; all but <see cref="Reference"/> count as it.</summary>
    public const string Image = "image";

    /// <summary>The field of the image that others are compared with.</summary>
    public const string Reference = "reference";

    public EncodedImage Encoded => new(Name, Body.Bytes);
}

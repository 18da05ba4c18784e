using System.CommandLine;
using IqaSharp.Imaging;

namespace IqaSharp.CommandLine;

/// <summary>The option that raises or lowers the limit on the size of images.</summary>
internal static class MaxPixelsOption
{
    public static Option<double?> Create()
    {
        var option = new Option<double?>("--max-pixels") { Description = "Refuse images with more megapixels; default: 268", HelpName = "megapixels" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is <= 0 or > 1e6)
            {
                result.AddError($"{option.Name} takes a number of megapixels above 0");
            }
        });
        return option;
    }

    /// <summary>How images are decoded, as the option says.</summary>
    public static DecodeOptions Decoding(this ParseResult parsed, Option<double?> option) =>
        parsed.GetValue(option) is { } megapixels ? new DecodeOptions { MaxPixels = (long)(megapixels * 1e6) } : new DecodeOptions();
}

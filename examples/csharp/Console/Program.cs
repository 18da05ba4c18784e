using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

// Scores the photographs of a folder, the worst first; with an original, also how close each one is to it. From the repository's folder:
//     dotnet run -c Release --project examples/csharp/Console -- samples
//     dotnet run -c Release --project examples/csharp/Console -- versions original.png
if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: ScoreFolder FOLDER [ORIGINAL]");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] extensions = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".bmp"];
var files = Directory.EnumerateFiles(args[0]).Where(file => extensions.Contains(Path.GetExtension(file).ToLowerInvariant())).Order().ToList();

// 1. Without a reference: one network for all images, each decoded while the one before it is scored.
using var musiq = Metric.Load("musiq");
Console.WriteLine($"{musiq.Card.Name}: {musiq.Card.Range?.Low} to {musiq.Card.Range?.High}, {(musiq.Card.HigherIsBetter ? "higher" : "lower")} is better");
var scored = new List<ScoredImage>();
await foreach (var image in musiq.ScoreManyAsync(files))
{
    scored.Add(image);
}

foreach (var image in scored.OrderBy(image => image.Score?.Value ?? double.MaxValue))
{
    Console.WriteLine($"{image.Score?.Value,7:0.00}  {Path.GetFileName(image.Path)}{(image.Error is null ? "" : $": {image.Error}")}");
}

// 2. Against an original: what depends on it is computed once. A bad image is an exception here.
if (args.Length == 2)
{
    using var iqt = Metric.Load("iqt", new MetricOptions { SizeMismatch = SizeMismatchPolicy.Reference });
    using var original = iqt.WithReference(args[1]);
    foreach (var file in files)
    {
        try
        {
            Console.WriteLine($"{original.Score(file).Value,7:0.00}  {Path.GetFileName(file)} against {Path.GetFileName(args[1])}");
        }
        catch (BadInputException e)
        {
            Console.WriteLine($"      –  {e.Message}");
        }
    }
}

// 3. Your own pixels, and a classical metric: grey, 64×64, 8-bit RGB.
using var sharpness = Metric.Load("laplacian");
var grey = new Image(64, 64, [.. Enumerable.Repeat((byte)128, 64 * 64 * 3)]);
Console.WriteLine($"sharpness of flat grey: {sharpness.Score(grey).Value:0.00}");
return 0;

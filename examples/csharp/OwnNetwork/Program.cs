using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks;
using OwnNetwork;

// A network of one's own from definition to ONNX file, with the library's public types alone. From the repository's folder:
//     dotnet run -c Release --project examples/csharp/OwnNetwork -- samples runs/sharpness
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: OwnNetwork SAMPLES-FOLDER OUTPUT-FOLDER [STEPS]");
    return 2;
}

var (samples, output, steps) = (args[0], args[1], args.Length > 2 ? int.Parse(args[2]) : 200);
Directory.CreateDirectory(output);

// 1. Make the network known. From here on its model files are loaded, scored and exported like those of the library.
Architecture.Register(SharpnessScorer.Architecture);

// 2. Train it, and write the weights with a card that says what they are.
var config = new SharpnessConfig();
var sharp = new[] { "astronaut.png", "chelsea.png", "coffee.png" }.Select(name => Image.Load(Path.Combine(samples, name))).ToList();
using var parameters = SharpnessTraining.Run(sharp, config, steps);
var card = ModelCard.Of(SharpnessScorer.Architecture, config, "sharpness") with
{
    Description = "Judges how sharp a photograph is. Trained on three photographs and their blurred copies.",
    Licence = "Apache-2.0",
};
var file = Path.Combine(output, "sharpness.safetensors");
Model.Write(file, card, parameters.ToTensors());

// 3. Score with it.
using (var metric = Metric.Load(file))
{
    await foreach (var image in metric.ScoreManyAsync(Directory.GetFiles(samples, "*.png").Order()))
    {
        Console.WriteLine($"{image.Score?.Value:0.000}  {Path.GetFileName(image.Path)}{image.Error}");
    }
}

// 4. Export it for other languages.
using (var model = Model.Read(file))
{
    OnnxExport.Write(model, Path.Combine(output, "sharpness.onnx"), OnnxOps.Standard);
}

return 0;

using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Torch;
using TorchSharp;

namespace OwnNetwork;

/// <summary>Trains the network on photographs that are blurred here, so that their scores are known: 1 for sharp, less at every level, 0 for the strongest blur.</summary>
internal static class SharpnessTraining
{
    private const int Crop = 64;
    private const int Batch = 12;

    public static TorchParameters Run(IReadOnlyList<Image> sharp, SharpnessConfig config, int steps)
    {
        var blur = Distortion.Of("lens-blur");
        (Image Image, float Score)[] examples =
        [
            .. from image in sharp
               from level in Enumerable.Range(0, Distortion.HighestLevel + 1)
               select (level == 0 ? image : blur.Apply(image, level, seed: 1), 1 - ((float)level / Distortion.HighestLevel)),
        ];

        var random = new Random(1);
        var parameters = new TorchParameters(config.Parameters(), seed: 1);
        using var optimiser = new Optimiser(new OptimiserSettings { Rate = 0.01 }, parameters.All);
        for (var step = 0; step < steps; step++)
        {
            using var scope = torch.NewDisposeScope(); // frees the step's tensors
            var batch = random.GetItems(examples, Batch);
            var images = torch.tensor(batch.SelectMany(example => RandomCrop(example.Image, random)).ToArray(), Batch, 3, Crop, Crop);
            var scores = torch.tensor(batch.Select(example => example.Score).ToArray());

            var predicted = SharpnessNetwork.Score(new TorchNet(parameters), new TorchValue(images), config).Tensor.squeeze(1);
            Loss.Mse(predicted, scores).backward();
            optimiser.Step(step + 1, Schedule.Factor(step, steps, warmUp: 0.05));
        }

        return parameters;
    }

    private static float[] RandomCrop(Image image, Random random) =>
        SharpnessScorer.Input(image, random.Next(image.Width - Crop), random.Next(image.Height - Crop), Crop, Crop);
}

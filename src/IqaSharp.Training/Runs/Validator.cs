using IqaSharp.Training.Data;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Tasks;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Runs;

/// <summary>Scores the held-out images with the weights of the moment.</summary>
internal sealed class Validator(ITrainingTask task, Examples examples, ITrainingView view)
{
    private const int Batch = 16;

    /// <returns>How well the predictions agree; null where nothing is held out.</returns>
    public Validation? Run(IReadOnlyDictionary<string, Tensor> weights, CancellationToken cancellation)
    {
        int[] images = [.. examples.Validation.Concat(examples.ValidationLists.SelectMany(list => list)).Distinct()];
        if (images.Length == 0)
        {
            return null;
        }

        var (scores, labels) = Score(images, weights, cancellation);
        return ValidationMetrics.Of(examples, scores, labels);
    }

    /// <summary>Scores images.</summary>
    /// <returns>The scores, and the most probable labels, by the images' indices.</returns>
    public (IReadOnlyDictionary<int, double> Scores, IReadOnlyDictionary<int, int> Labels) Score(int[] images, IReadOnlyDictionary<string, Tensor> weights, CancellationToken cancellation)
    {
        var (scores, labels) = (new Dictionary<int, double>(), new Dictionary<int, int>());
        using var parameters = new TorchParameters(weights);
        foreach (var chunk in images.Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var uncollected = new NoCollection();
            using var scope = NewDisposeScope();
            using var unchanged = no_grad();
            var prediction = task.Prepare(chunk, null, 0)(new TorchNet(parameters)).OnCpu();
            var predicted = prediction.Scores.contiguous().data<float>().ToArray();
            var likeliest = prediction.Shares?.argmax(1).data<long>().ToArray();
            for (var i = 0; i < chunk.Length; i++)
            {
                scores[chunk[i]] = predicted[i];
                labels[chunk[i]] = (int)(likeliest?[i] ?? -1);
            }

            view.Validating(scores.Count, images.Length);
        }

        return (scores, labels);
    }
}

using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Learned;
using IqaSharp.Training.Data;
using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Restorations;

/// <summary>Trains the learned restorer to turn planes of degraded crops into the pristine ones.</summary>
/// <param name="photographs">Pristine photographs; every tenth is held out.</param>
/// <param name="steps">Number of steps.</param>
/// <param name="seed">The same seed gives the same network.</param>
internal sealed class RestorerTraining(IReadOnlyList<Image> photographs, int steps, long seed)
{
    private const int Margin = RestorerNetwork.Margin;
    private const int Side = 96;
    private const int Crop = Side + (2 * Margin);
    private const int Batch = 8;
    private const int HeldOutStride = 10;
    private const float White = 255;
    private const string Reduction = "reduction";

    private static readonly string[] Kinds = [Reduction, "white-noise", "jpeg"];

    private static readonly StageRecipe Stage = new() { Rate = 2e-3, Decay = 0, WarmUp = 0.05 };

    /// <summary>The smallest usable shorter side of a photograph, in pixels.</summary>
    public static int SmallestSide => Crop;

    /// <summary>Trains.</summary>
    /// <param name="progress">Receives each step and its loss.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The weights, and on held-out photographs the mean PSNR in dB before and after, by kind of damage.</returns>
    public (Dictionary<string, Core.Tensor> Weights, IReadOnlyList<(string Kind, double Before, double After)> HeldOut) Run(Action<int, double> progress, CancellationToken cancellation)
    {
        using var parameters = new TorchParameters(ParameterList.Of(net => RestorerNetwork.Residual(net, net)), seed);
        using var optimiser = new Optimiser(Stage.OptimiserSettings(), parameters.All);
        var net = new TorchNet(parameters);
        var learned = photographs.Where((_, i) => i % HeldOutStride != 0).ToList();
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var uncollected = new NoCollection();
            using var scope = NewDisposeScope();
            var (degraded, pristine) = Planes(learned, Batch, new Seeds(seed, "step", step), Kinds);
            var loss = (Middle(degraded) + RestorerNetwork.Residual(net, new TorchValue(degraded)).Tensor - Middle(pristine)).abs().mean();
            loss.backward();
            optimiser.Step(step + 1, Schedule.Factor(step, steps, Stage.WarmUp));
            progress(step, loss.item<float>() * White);
        }

        return (parameters.ToTensors(), [.. Kinds.Select(kind => HeldOut(net, kind))]);
    }

    private (string Kind, double Before, double After) HeldOut(TorchNet net, string kind)
    {
        using var uncollected = new NoCollection();
        using var scope = NewDisposeScope();
        using var unchanged = no_grad();
        var (before, after) = (new List<double>(), new List<double>());
        for (var i = 0; i < photographs.Count; i += HeldOutStride)
        {
            var (degraded, pristine) = Planes([photographs[i]], Batch, new Seeds(seed, "held out", i), [kind]);
            before.Add(Psnr(Middle(degraded), Middle(pristine)));
            after.Add(Psnr(Middle(degraded) + RestorerNetwork.Residual(net, new TorchValue(degraded)).Tensor, Middle(pristine)));
        }

        return (kind, before.Average(), after.Average());
    }

    private static double Psnr(Tensor a, Tensor b) => -10 * Math.Log10(Math.Max((a - b).square().mean().item<float>(), 1e-10));

    private static Tensor Middle(Tensor planes) => planes.narrow(2, Margin, Side).narrow(3, Margin, Side);

    /// <summary>Crops [batch, 1, crop, crop], degraded and pristine, 0–1: luma for reduction; for other damage half of them luma, half chrominance. Chrominance is not enlarged by the network.</summary>
    private static (Tensor Degraded, Tensor Pristine) Planes(IReadOnlyList<Image> photographs, int batch, Seeds seeds, string[] kinds)
    {
        var (degraded, pristine) = (new float[batch * Crop * Crop], new float[batch * Crop * Crop]);
        for (var i = 0; i < batch; i++)
        {
            var photograph = photographs[seeds.Next(photographs.Count)];
            var crop = Cut(photograph, seeds.Next(photograph.Width - Crop + 1), seeds.Next(photograph.Height - Crop + 1));
            var kind = kinds[seeds.Next(kinds.Length)];
            using var clean = YCbCr.Of(crop);
            using var damaged = kind == Reduction ? Enlarged(crop, 2 + seeds.Next(3)) : YCbCr.Of(Distortion.Of(kind).Apply(crop, 1 + seeds.Next(Distortion.HighestLevel), seeds.Next(int.MaxValue)));
            var channel = kind == Reduction ? 0 : Math.Max(0, seeds.Next(4) - 1);
            Copy(damaged, channel, degraded.AsSpan(i * Crop * Crop, Crop * Crop));
            Copy(clean, channel, pristine.AsSpan(i * Crop * Crop, Crop * Crop));
        }

        return (tensor(degraded, [batch, 1, Crop, Crop]), tensor(pristine, [batch, 1, Crop, Crop]));
    }

    private static Image Cut(Image image, int left, int top)
    {
        var pixels = new byte[Crop * Crop * 3];
        for (var y = 0; y < Crop; y++)
        {
            image.Pixels.Slice((((top + y) * image.Width) + left) * 3, Crop * 3).CopyTo(pixels.AsSpan(y * Crop * 3));
        }

        return new Image(Crop, Crop, pixels);
    }

    private static ColourPlanes Enlarged(Image crop, int factor)
    {
        using var reduced = YCbCr.Of(PillowBicubic.Resize(crop, Crop / factor, Crop / factor));
        return reduced.Select(plane => Restorer.Enlarge(plane, Crop, Crop));
    }

    private static void Copy(ColourPlanes planes, int which, Span<float> to)
    {
        var samples = planes.All[which].Samples;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = samples[i] / White;
        }
    }
}

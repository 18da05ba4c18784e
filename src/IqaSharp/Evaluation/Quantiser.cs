using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Evaluation;

/// <summary>Prepares a model for being computed in 8-bit integers: measures the ranges of its maps on photographs, corrects what rounding shifts,
/// and scores other photographs both ways.</summary>
/// <remarks>The weights stay as they are. Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", ICCV 2019, describes both
/// the division of channels and the correction of biases; here the ranges and the means are measured.</remarks>
public static class Quantiser
{
    /// <summary>The largest mean difference of the scores that is accepted by default: a part of their range.</summary>
    public const double UsualBound = 0.01;

    private const int MostCorrecting = 16; // photographs that biases are corrected on
    private const int CorrectedAtOnce = 2;
    private const int FewestRows = 8; // a matrix times fewer vectors is read once from memory, and gains nothing
    private const float LeastDivisor = 1 / 256f; // a channel with less of the range than a step has keeps nothing anyway

    /// <summary>Measures, corrects and checks.</summary>
    /// <param name="model">An installed model or a model file, of a network that gives scores.</param>
    /// <param name="images">The photographs.</param>
    /// <param name="bound">The largest mean difference of the scores that is accepted, as a part of their range.</param>
    /// <param name="command">The command that repeats the quantisation.</param>
    /// <param name="progress">Receives how many images of a step have been scored, and of how many; there are three steps.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">The scores move by more than the bound, this processor has no fast 8-bit arithmetic, the network gives no scores, or a file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Quantisation Fit(string model, QuantisationImages images, double bound, string command, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (!ByteArithmetic.Pays)
        {
            throw new BadInputException(model, "can be quantised only on a processor with AVX-512 VNNI or AVX-VNNI: elsewhere 8-bit integers are not used");
        }

        using var read = Model.Read(ModelStore.Default.Find(model));
        var run = new QuantisationRun(read, progress, cancellation);
        var (observation, means) = Observe(run, images);
        var quantisation = Ranges(observation, read, images, command);
        quantisation = Correct(run, quantisation, observation, means, images);
        return Check(run, quantisation, images, read, bound);
    }

    /// <summary>Writes a model file with a quantisation, in place of one that it has.</summary>
    /// <param name="model">An installed model or a model file.</param>
    /// <param name="quantisation">The quantisation.</param>
    /// <param name="output">The file to write; it appears whole or not at all.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be read.</exception>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string model, Quantisation quantisation, string output)
    {
        ArgumentNullException.ThrowIfNull(quantisation);
        MetadataEntry.Write(model, Quantisation.MetadataKey, quantisation.ToJson(), output);
    }

    /// <summary>The maps' ranges on all photographs, and their means on those that biases are corrected on.</summary>
    private static (Observation Observation, Dictionary<string, double[]> Means) Observe(QuantisationRun run, QuantisationImages images)
    {
        var observation = new Observation();
        using var network = run.Load(new ObservingEngine(observation));
        run.Begin(images.Measured.Count);
        _ = run.Scores(network, images.Measured.Take(MostCorrecting));
        var means = observation.Maps.ToDictionary(map => map.Key, map => map.Value.Means);
        _ = run.Scores(network, images.Measured.Skip(MostCorrecting));
        return (observation, means);
    }

    private static Quantisation Ranges(Observation observation, Model model, QuantisationImages images, string command)
    {
        var linear = observation.Linear.ToList();
        var balances = linear.ConvertAll(maps => new ChannelBalance(maps.Outputs, maps.Inputs, Divisors([.. maps.Maps.Select(map => observation.Maps[map])])));
        var divisors = linear.Zip(balances).SelectMany(pair => pair.First.Maps.Select(map => (map, pair.Second.Divisors))).ToDictionary();
        return new Quantisation
        {
            Photographs = images.Measured.Count,
            Checked = 0,
            MeanDifference = 0,
            LargestDifference = 0,
            Command = command,
            Ranges = observation.Maps.ToDictionary(map => map.Key, map => Range(map.Value, divisors.GetValueOrDefault(map.Key))),
            Balances = balances,
            Corrections = new Dictionary<string, float[]>(),
            Matrices = [.. observation.Matrices.Where(matrix => matrix.Value >= FewestRows * model.Tensors[$"{matrix.Key}.weight"].Shape[1]).Select(matrix => matrix.Key)],
        };
    }

    /// <summary>Runs the network in integers, two convolutions at a time, and adds to each bias what the mean of its channel lacks.</summary>
    private static Quantisation Correct(QuantisationRun run, Quantisation quantisation, Observation observation, Dictionary<string, double[]> means, QuantisationImages images)
    {
        var corrections = new Dictionary<string, float[]>();
        var divisors = quantisation.Balances.SelectMany(balance => balance.Outputs.Select(output => (output, balance.Divisors))).ToDictionary();
        var photographs = images.Measured.Take(MostCorrecting).ToList();
        run.Begin(photographs.Count * ((observation.Convolutions.Count + CorrectedAtOnce - 1) / CorrectedAtOnce));
        foreach (var some in observation.Convolutions.Chunk(CorrectedAtOnce))
        {
            var seen = new Observation();
            using (var network = run.Load(new ObservingEngine(seen, new IntegerWeights(quantisation with { Corrections = corrections }), some)))
            {
                _ = run.Scores(network, photographs);
            }

            foreach (var key in some)
            {
                var (exact, integer) = (means[key], seen.Maps[key].Means);
                corrections[key] = [.. exact.Select((mean, c) => (float)(mean - (integer[c] * (divisors.TryGetValue(key, out var d) ? d[c] : 1))))];
            }
        }

        return quantisation with { Corrections = corrections };
    }

    private static Quantisation Check(QuantisationRun run, Quantisation quantisation, QuantisationImages images, Model model, double bound)
    {
        List<double> Scores(OnnxEngine engine)
        {
            using var network = run.Load(engine);
            return run.Scores(network, images.Checked);
        }

        run.Begin(2 * images.Checked.Count);
        var exact = Scores(new OnnxEngine());
        var fast = Scores(new OnnxEngine { Integers = new IntegerWeights(quantisation) });
        var differences = exact.Zip(fast, (a, b) => Math.Abs(a - b)).ToList();
        var range = model.Card.Range is { } known ? known.High - known.Low : exact.Max() - exact.Min();
        var (mean, largest) = (differences.Average(), differences.Max());
        return mean <= bound * range
            ? quantisation with { Checked = differences.Count, MeanDifference = Math.Round(mean, 4), LargestDifference = Math.Round(largest, 4) }
            : throw new BadInputException(model.Card.Name, string.Create(
                CultureInfo.InvariantCulture,
                $"in 8-bit integers its scores of {differences.Count} images move by {mean:0.###} on average and {largest:0.###} at most: more than {bound * range:0.###}, {100 * bound:0.##} % of their range"));
    }

    private static float[] Range(MapStatistics map, float[]? divisors)
    {
        float Divided(float value, int channel) => value / (divisors is null ? 1 : divisors[channel]);
        var low = Math.Min(0, map.Lowest.Select(Divided).Min());
        var high = Math.Max(0, map.Highest.Select(Divided).Max());
        return [low, high > low ? high : 1];
    }

    private static float[] Divisors(IReadOnlyList<MapStatistics> maps)
    {
        var ranges = Enumerable.Range(0, maps[0].Lowest.Length).Select(c => maps.Max(map => Math.Max(map.Highest[c], 0) - Math.Min(map.Lowest[c], 0))).ToList();
        var largest = ranges.Max();
        return [.. ranges.Select(range => largest > 0 ? Math.Max(range / largest, LeastDivisor) : 1)];
    }
}

using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Benchmarks.Deletion;

/// <summary>Maps of MUSIQ that need no fit, and a run of its second stage for each cell of the native scale.</summary>
internal sealed class TokenMaps(Model model) : IDisposable
{
    private const float Step = 0.1f; // of finite differences: the share of the way to the mean token

    private readonly MusiqConfig _config = (MusiqConfig)model.Configuration;
    private readonly MusiqStages _stages = new((MusiqConfig)model.Configuration, model.Tensors, new OnnxEngine(threads: 1));

    /// <summary>How far the score falls when a cell's token, and what the smaller scales show there, is left out.</summary>
    public QualityMap LeavingOut(Image image) => Map(image, (seen, cell) => -seen.Score([.. Enumerable.Range(0, seen.Input.Tokens).Where(token => !seen.Covers(token, cell, 1))]));

    /// <summary>The score of a cell and its eight neighbours alone.</summary>
    public QualityMap Alone(Image image) => Map(image, (seen, cell) => seen.Score([.. Enumerable.Range(seen.First, seen.Columns * seen.Rows).Where(token => seen.Covers(token, cell, 1))]));

    /// <summary>How far the score falls when a token is moved away from the mean token of its scale, by finite differences.</summary>
    public QualityMap GradientTimesInput(Image image)
    {
        float[]? mean = null;
        return Map(image, (seen, cell) =>
        {
            mean ??= [.. Enumerable.Range(0, _config.Hidden).Select(k => Enumerable.Range(seen.First, seen.Columns * seen.Rows).Average(token => seen.Features[(token * _config.Hidden) + k]))];
            var token = seen.Features.AsSpan((seen.First + cell) * _config.Hidden, _config.Hidden);
            var kept = token.ToArray();
            for (var k = 0; k < kept.Length; k++)
            {
                token[k] += Step * (mean[k] - kept[k]);
            }

            var moved = seen.Score([.. Enumerable.Range(0, seen.Input.Tokens)]);
            kept.CopyTo(token);
            return seen.Whole - moved;
        });
    }

    public void Dispose() => _stages.Dispose();

    private QualityMap Map(Image image, Func<Seen, int, float> valueOf)
    {
        var input = MusiqInput.Of(image, _config);
        var seen = new Seen(input, _stages.Encode(input, default), Score);
        var plane = new Plane(seen.Columns, seen.Rows);
        for (var cell = 0; cell < seen.Columns * seen.Rows; cell++)
        {
            plane.Samples[cell] = valueOf(seen, cell);
        }

        return new QualityMap(plane, new(0, 100), HigherIsBetter: true);
    }

    private float Score(MusiqInput input, float[] features, int[] tokens)
    {
        var kept = new float[tokens.Length * _config.Hidden];
        for (var i = 0; i < tokens.Length; i++)
        {
            features.AsSpan(tokens[i] * _config.Hidden, _config.Hidden).CopyTo(kept.AsSpan(i * _config.Hidden));
        }

        using var outputs = _stages.Continue(Array.ConvertAll(tokens, token => input.Positions[token]), Array.ConvertAll(tokens, token => input.Scales[token]), kept, default, MusiqGraph.Result(_config));
        return outputs[0].Floats.Span[0];
    }

    private sealed class Seen(MusiqInput input, float[] features, Func<MusiqInput, float[], int[], float> score)
    {
        private readonly MusiqScale _native = input.Grids[^1];

        public MusiqInput Input => input;

        public float[] Features => features;

        public int Columns => _native.Columns;

        public int Rows => _native.Rows;

        /// <summary>The first token of the native scale.</summary>
        public int First => input.Tokens - (Columns * Rows);

        public float Whole { get; } = score(input, features, [.. Enumerable.Range(0, input.Tokens)]);

        public float Score(int[] tokens) => score(input, features, tokens);

        /// <summary>Whether a token, of whichever scale, shows a native cell or its neighbours.</summary>
        public bool Covers(int token, int cell, int around)
        {
            var first = 0;
            foreach (var grid in input.Grids)
            {
                if (token < first + (grid.Columns * grid.Rows))
                {
                    var (column, row) = ((token - first) % grid.Columns, (token - first) / grid.Columns);
                    var (across, down) = ((double)Columns / grid.Columns, (double)Rows / grid.Rows);
                    return Math.Abs(((column + 0.5) * across) - (cell % Columns) - 0.5) < around + (across / 2) && Math.Abs(((row + 0.5) * down) - (cell / Columns) - 0.5) < around + (down / 2);
                }

                first += grid.Columns * grid.Rows;
            }

            return false;
        }
    }
}

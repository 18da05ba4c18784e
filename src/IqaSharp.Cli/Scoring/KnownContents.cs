using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>Which image has which bytes, and its scores: 300 bytes of memory for each.</summary>
internal sealed class KnownContents
{
    private readonly Dictionary<UInt128, string> _first = [];
    private readonly Dictionary<UInt128, IReadOnlyList<ScoredImage>> _scores = [];

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What scores depend on: the image's bytes, and its reference.</summary>
    public static UInt128? Key(string sha256, string? reference) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes($"{sha256} {reference}")));

    /// <summary>The first image with these bytes; null, and the given one from now on, if there is none.</summary>
    public string? FirstWith(UInt128 content, string image)
    {
        lock (_first)
        {
            if (_first.TryGetValue(content, out var first))
            {
                return first;
            }

            _first[content] = image;
            return null;
        }
    }

    public void Add(UInt128? content, IReadOnlyList<ScoredImage> scores)
    {
        if (content is { } key)
        {
            _scores[key] = scores;
        }
    }

    /// <summary>Adds a row of an earlier run.</summary>
    public void Add(ScoreRow row, IReadOnlyList<ModelCard> cards)
    {
        if (row.Sha256 is { } hash && row.SameAs is null && Key(hash, row.Reference) is { } key)
        {
            FirstWith(key, row.Image);
            _scores[key] = [.. cards.Zip(row.Scores, (card, score) => new ScoredImage(row.Image, score is null ? null : score with { Fitted = row.Note }, score is null ? row.Error ?? "no score" : null, row.Reference) { Width = row.Width, Height = row.Height })];
        }
    }

    public IReadOnlyList<ScoredImage> Scores(UInt128 content) => _scores[content];
}

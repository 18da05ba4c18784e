using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>Which image has which bytes, and its scores: half a kilobyte of memory for each.</summary>
internal sealed class KnownContents
{
    private readonly Dictionary<string, string> _first = [];
    private readonly Dictionary<string, IReadOnlyList<ScoredImage>> _scores = [];

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What scores depend on: the image's bytes, and its reference.</summary>
    public static string Key(string sha256, string? reference) => reference is null ? sha256 : $"{sha256} {reference}";

    /// <summary>The first image with these bytes; null, and the given one from now on, if there is none.</summary>
    public string? FirstWith(string content, string image) => _first.TryAdd(content, image) ? null : _first[content];

    public void Add(string? content, IReadOnlyList<ScoredImage> scores)
    {
        if (content is not null)
        {
            _scores[content] = scores;
        }
    }

    /// <summary>Adds a row of an earlier run.</summary>
    public void Add(ScoreRow row, IReadOnlyList<ModelCard> cards)
    {
        if (row.Sha256 is { } hash && row.SameAs is null && FirstWith(Key(hash, row.Reference), row.Image) is null)
        {
            _scores[Key(hash, row.Reference)] = [.. cards.Zip(row.Scores, (card, score) => new ScoredImage(row.Image, score is null ? null : score with { Fitted = row.Note }, score is null ? row.Error ?? "no score" : null, card.ReferenceKind == ReferenceKind.NoReference ? null : row.Reference) { Width = row.Width, Height = row.Height })];
        }
    }

    public IReadOnlyList<ScoredImage> Scores(string content) => _scores[content];
}

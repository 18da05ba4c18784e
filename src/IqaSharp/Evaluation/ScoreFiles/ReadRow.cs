namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>A whole row of a text file, with its place.</summary>
/// <param name="Row">The row.</param>
/// <param name="Start">Where its bytes begin.</param>
/// <param name="End">Where they end.</param>
internal readonly record struct ReadRow(ScoreRow Row, long Start, long End);

using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as Parquet, typed columns for each metric.</summary>
internal sealed class ParquetRows(ParquetScoreWriter parquet, IReadOnlyList<ModelCard> cards) : RowWriter(TextWriter.Null, cards)
{
    public override void Row(IReadOnlyList<ScoredImage> scores) => parquet.Add(Table(scores));

    public override void End() => parquet.Complete();
}

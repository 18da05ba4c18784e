namespace IqaSharp.Cli.Output;

/// <summary>How rows are written.</summary>
internal enum OutputFormat
{
    /// <summary>Aligned columns for a person.</summary>
    Table,

    /// <summary>One array.</summary>
    Json,

    /// <summary>One object per line.</summary>
    Jsonl,

    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    Csv,

    /// <summary>A table in Markdown.</summary>
    Md,

    /// <summary>Typed columns (Apache Parquet), of scores alone.</summary>
    Parquet,
}

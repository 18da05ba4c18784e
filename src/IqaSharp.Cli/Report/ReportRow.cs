using System.Text.Json.Serialization;

namespace IqaSharp.Cli.Report;

/// <summary>A photograph of a report, as its page reads it. What is not known is left out.</summary>
internal sealed record ReportRow
{
    public string Name { get; init; } = "";

    public string? Folder { get; init; }

    public double? Score { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    public double? Familiarity { get; init; }

    public bool? Unfamiliar { get; init; }

    public IReadOnlyList<ReportKind>? Kinds { get; init; }

    public string? Place { get; init; }

    public double? Standing { get; init; }

    public string? Camera { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? Error { get; init; }

    public string? Note { get; init; }

    public ReportMap? Map { get; init; }

    public bool? Pictures { get; init; }

    public bool? HasOriginal { get; init; }
}

/// <summary>A kind of damage and its likelihood.</summary>
internal sealed record ReportKind(string Name, double Likelihood);

/// <summary>A map; its values are bytes from the lowest to the highest of the report's scale.</summary>
internal sealed record ReportMap(int Width, int Height, byte[] Values);

/// <summary>The scale of all maps of a report.</summary>
internal sealed record ReportMapScale(double Low, double High, bool HigherIsBetter);

/// <summary>The scale of the scores.</summary>
internal sealed record ReportRange(double Low, double High);

/// <summary>All that a report's page knows.</summary>
internal sealed record ReportData(
    string Metric, bool HigherIsBetter, ReportRange? Range, string PictureType, ReportMapScale? MapScale, IReadOnlyList<string[]> Card, IReadOnlyList<ReportRow> Rows);

/// <summary>The data's JSON. The usual encoder escapes what could end a script.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext;

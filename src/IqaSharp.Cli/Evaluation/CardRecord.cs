using IqaSharp.Checkpoints;
using IqaSharp.Evaluation;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Writes into a model's card how well it agreed with people, and by which command that was found.</summary>
internal static class CardRecord
{
    /// <param name="name">The model; classical metrics have no file, and are passed over.</param>
    /// <param name="data">The data set, and its split.</param>
    /// <param name="report">What was found.</param>
    public static void Write(string name, string data, MetricReport report)
    {
        if (ClassicalMetrics.Find(name) is not null || report.All is not { Srcc: { } srcc, FittedPlcc: { } plcc })
        {
            return;
        }

        var path = ModelStore.Default.Find(name);
        using var checkpoint = SafeTensors.Read(path);
        var card = ModelCard.Of(checkpoint);
        var title = $"{data}, {report.All.Images} images";
        var found = new Correlation(title, Math.Round(srcc.Value, 4), Math.Round(plcc.Value, 4), $"iqa evaluate --data {data.Replace(" ", " --split ", StringComparison.Ordinal)}");
        card = card with { Correlations = [.. card.Correlations.Where(known => known.DataSet != title), found] };
        SafeTensors.Write(path, checkpoint.Tensors, new Dictionary<string, string>(checkpoint.Metadata) { [ModelCard.MetadataKey] = card.ToJson() });
    }
}

using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Evaluation;

/// <summary>Records in a model's card how well its scores agree with people.</summary>
public static class CardCorrelations
{
    /// <summary>Adds the correlations with one data set to the card, in place of earlier ones with that set, and the command that repeats the measurement.
    /// Nothing is written for a classical metric, which has no file, or where a correlation is undefined.</summary>
    /// <param name="model">An installed model or a model file, which is rewritten.</param>
    /// <param name="data">The data set's name and, after a space, its split.</param>
    /// <param name="report">The correlations.</param>
    /// <exception cref="BadWeightsException">There is no such model, or its file cannot be read.</exception>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Record(string model, string data, MetricReport report)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(report);
        if (ClassicalMetrics.Find(model) is not null || report.All is not { Srcc: { } srcc, FittedPlcc: { } plcc })
        {
            return;
        }

        var path = ModelStore.Default.Find(model);
        using var checkpoint = SafeTensors.Read(path);
        var card = ModelCard.Of(checkpoint);
        var title = $"{data}, {report.All.Images} images";
        var measured = new Correlation(title, Math.Round(srcc.Value, 4), Math.Round(plcc.Value, 4), $"iqa evaluate --data {data.Replace(" ", " --split ", StringComparison.Ordinal)}");
        card = card with { Correlations = [.. card.Correlations.Where(known => known.DataSet != title), measured] };
        MetadataEntry.Write(checkpoint, ModelCard.MetadataKey, card.ToJson(), path);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Server.Page;

/// <summary>The page for a static host: its files, the models as ONNX, ONNX Runtime for browsers, and settings that name them.</summary>
internal static class StaticPage
{
    /// <summary>The model that scores photographs.</summary>
    public const string DefaultModel = ModelStore.DefaultModel;

    /// <param name="folder">Where it is written; files of the same name are replaced.</param>
    /// <param name="model">A MUSIQ on a backbone, which the page knows how to feed.</param>
    /// <param name="runtime">The folder <c>dist</c> of onnxruntime-web; null to fetch it.</param>
    /// <param name="cancellation">Ends fetching.</param>
    /// <returns>The size of all files in bytes.</returns>
    /// <exception cref="BadInputException">A model is no such network, or something cannot be read, fetched or written.</exception>
    public static async Task<long> WriteAsync(string folder, string model, string? runtime, CancellationToken cancellation)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(IqaServer.WebFolder, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(IqaServer.WebFolder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }

            var ort = Directory.CreateDirectory(Path.Combine(folder, "ort")).FullName;
            Directory.CreateDirectory(Path.Combine(folder, "models"));
            var models = new JsonArray(Export(model, folder), Export(ModelStore.DefaultPairModel, folder));
            if (runtime is not null)
            {
                OrtRuntime.Copy(runtime, ort);
            }
            else
            {
                await OrtRuntime.FetchAsync(ort, cancellation);
            }

            var settings = new JsonObject { ["engine"] = "local", ["models"] = models };
            AtomicFile.Write(Path.Combine(folder, "settings.json"), stream => JsonSerializer.Serialize(stream, settings));
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(folder, e);
        }
    }

    /// <summary>Writes a model's graph.</summary>
    /// <returns>What the page must know of it.</returns>
    private static JsonObject Export(string name, string folder)
    {
        using var model = Model.Read(ModelStore.Default.Find(name, [.. ClassicalMetrics.All.Select(metric => metric.Name)]));
        if (model.Configuration is not (MusiqConfig { Backbone: not null, IsDistribution: false } or IqtConfig { Whole: true }))
        {
            throw new BadInputException(name, "the page knows how to feed MUSIQ on a backbone and IQT that sees whole images, and gives their scores");
        }

        var file = $"models/{model.Card.Name}.onnx";
        OnnxExport.Write(model, Path.Combine(folder, file), OnnxOps.Fused);
        var card = JsonNode.Parse(model.Card.ToJson())!;
        return new JsonObject { ["name"] = name, ["file"] = file, ["card"] = card };
    }
}

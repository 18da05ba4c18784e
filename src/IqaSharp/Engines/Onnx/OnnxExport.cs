using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Engines.Onnx;

/// <summary>Writes a model's scoring graph for other languages and runtimes.</summary>
public static class OnnxExport
{
    /// <summary>Writes the graph, with the card in its metadata under <see cref="ModelCard.MetadataKey"/>.
    /// docs/export.md says what the inputs and outputs of each architecture are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The ONNX file; appears whole or not at all.</param>
    /// <param name="ops">Which operators the graph is made of.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(Model model, string output, OnnxOps ops)
    {
        var graph = OnnxGraphBuilder.Write(model.Architecture.ExportGraph(model.Configuration), model.Tensors, ops);
        var bytes = graph.ToBytes((ModelCard.MetadataKey, model.Card.ToJson()));
        AtomicFile.Write(output, stream => stream.Write(bytes));
    }
}

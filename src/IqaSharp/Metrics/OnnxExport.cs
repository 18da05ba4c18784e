using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Metrics;

/// <summary>Writes a model's scoring graph for other languages and runtimes.</summary>
public static class OnnxExport
{
    /// <summary>Writes the graph, with the card in its metadata under <see cref="ModelCard.MetadataKey"/>. Its inputs and outputs, by architecture:
    /// <list type="bullet">
    /// <item>MUSIQ: <c>patches</c> [tokens, 3, 32, 32], <c>positions</c> [tokens], <c>scales</c> [tokens] → <c>score</c> [1, 1] or <c>distribution</c> [1, outputs]</item>
    /// <item>MUSIQ on a backbone: in place of the patches the scales, <c>scale_224</c>, …, <c>native</c>, each [1, 3, height, width] with sides that are multiples of 32</item>
    /// <item>IQT: <c>distorted</c>, <c>reference</c> [crops, 3, crop, crop] → <c>score</c> [crops, 1]</item>
    /// <item>IQT that looks at whole images: <c>distorted</c>, <c>reference</c> [1, 3, height, width], <c>positions</c> [crops, side²] → <c>score</c> [crops, 1]</item>
    /// <item>CKDN: <c>restored</c>, <c>reference</c> [1, 3, crop, crop] → <c>score</c> [1, 1]</item>
    /// </list></summary>
    /// <param name="nameOrPath">An installed model's name, or a model file.</param>
    /// <param name="output">The ONNX file; appears whole or not at all.</param>
    /// <param name="ops">Which operators the graph is made of.</param>
    /// <exception cref="BadInputException">There is no such model, or the file cannot be written.</exception>
    public static void Write(string nameOrPath, string output, OnnxOps ops)
    {
        using var model = Model.Read(ModelStore.Default.Find(nameOrPath));
        var graph = model.Configuration switch
        {
            MusiqConfig musiq => MusiqGraph.Whole(musiq, model.Tensors, ops),
            IqtConfig iqt => IqtGraph.Whole(iqt, model.Tensors, ops),
            var other => CkdnGraph.Whole((CkdnConfig)other, model.Tensors, ops),
        };
        var bytes = graph.ToBytes((ModelCard.MetadataKey, model.Card.ToJson()));
        AtomicFile.Write(output, stream => stream.Write(bytes));
    }
}

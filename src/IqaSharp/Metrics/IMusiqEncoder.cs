using IqaSharp.Networks.Musiq;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Metrics;

/// <summary>The first stage of MUSIQ.</summary>
internal interface IMusiqEncoder : IDisposable
{
    /// <summary>The tokens of an image: [tokens, hidden].</summary>
    float[] Encode(MusiqInput input, RunOptions run, CancellationToken cancellation);
}

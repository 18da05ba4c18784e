using IqaSharp.Networks;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Scoring;

/// <summary>The first stage of MUSIQ.</summary>
internal interface IMusiqEncoder : IDisposable
{
    /// <summary>The tokens of an image: [tokens, hidden].</summary>
    float[] Encode(MusiqInput input, RunOptions run, CancellationToken cancellation);
}

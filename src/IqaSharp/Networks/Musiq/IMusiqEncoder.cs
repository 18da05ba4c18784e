namespace IqaSharp.Networks.Musiq;

/// <summary>The first stage of MUSIQ.</summary>
internal interface IMusiqEncoder : IDisposable
{
    /// <summary>The tokens of an image: [tokens, hidden].</summary>
    float[] Encode(MusiqInput input, bool releaseMemory, CancellationToken cancellation);
}

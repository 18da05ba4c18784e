namespace IqaSharp.Networks;

/// <summary>What a network has computed of the places of an image: a vector for each.</summary>
/// <param name="Columns">Places from left to right.</param>
/// <param name="Rows">Places from top to bottom.</param>
/// <param name="Length">Numbers of a vector.</param>
/// <param name="Vectors">[rows, columns, length].</param>
internal sealed record PlaceTokens(int Columns, int Rows, int Length, float[] Vectors)
{
    /// <summary>The vector of a place.</summary>
    public ReadOnlySpan<float> Of(int place) => Vectors.AsSpan(place * Length, Length);
}

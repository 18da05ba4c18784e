namespace IqaSharp.Networks.Backbones;

/// <summary>A place in a backbone at which its maps can be read, or at which it can be cut in two.</summary>
/// <param name="Channels">Of the maps there.</param>
/// <param name="Stride">Pixels from one position of the maps to the next.</param>
/// <param name="IsTap">Whether networks read the maps.</param>
/// <param name="EndsBlock">Whether a block ends here, or the stem.</param>
public sealed record Stage(int Channels, int Stride, bool IsTap, bool EndsBlock = true);

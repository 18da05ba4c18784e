namespace IqaSharp.Training.Maps;

/// <summary>One scale of an image, as pixels or as features from the frozen part of a network.</summary>
/// <param name="Rows">Number of rows of cells.</param>
/// <param name="Columns">Number of columns of cells.</param>
/// <param name="Values">[channels, rows · side, columns · side], with side the side of a cell.</param>
internal sealed record ScaleMap(int Rows, int Columns, float[] Values);

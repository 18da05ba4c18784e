namespace IqaSharp.Training.Trainees;

/// <summary>One scale of an image, as pixels or as what the frozen part of the network made of them.</summary>
/// <param name="Rows">Cells of 32×32 pixels from top to bottom.</param>
/// <param name="Columns">Cells from left to right.</param>
/// <param name="Values">[channels, rows · side, columns · side], where a cell is side wide.</param>
internal sealed record ScaleMap(int Rows, int Columns, float[] Values);

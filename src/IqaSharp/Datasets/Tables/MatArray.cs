namespace IqaSharp.Datasets.Tables;

/// <summary>One array of a MATLAB file, column by column: numbers, a text, or cells.</summary>
/// <param name="Name">The variable's name; empty inside cells.</param>
/// <param name="Numbers">The numbers of a numeric or logical array.</param>
/// <param name="Text">The letters of a character array.</param>
/// <param name="Cells">The arrays of a cell array.</param>
internal sealed record MatArray(string Name, double[]? Numbers, string? Text, IReadOnlyList<MatArray>? Cells);

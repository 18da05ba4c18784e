namespace IqaSharp.Datasets.Tables;

/// <summary>An array of a MATLAB file in column-major order: numbers, a string, or cells.</summary>
/// <param name="Name">The variable's name; empty inside a cell array.</param>
/// <param name="Numbers">The numbers of a numeric or logical array.</param>
/// <param name="Text">The string of a character array.</param>
/// <param name="Cells">The arrays of a cell array.</param>
internal sealed record MatArray(string Name, double[]? Numbers, string? Text, IReadOnlyList<MatArray>? Cells);

using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads single variables of MATLAB files.</summary>
internal static class MatVariables
{
    /// <summary>A cell array of strings.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or has no such variable of that type.</exception>
    public static IReadOnlyList<string> Texts(string path, string name)
    {
        var cells = Variable(path, name).Cells ?? throw new BadInputException(path, $"its variable {name} is not a cell array");
        return [.. cells.Select(cell => cell.Text?.Trim() ?? throw new BadInputException(path, $"its variable {name} has cells that are not text"))];
    }

    /// <summary>The numbers of an array in column-major order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The variable.</param>
    /// <param name="count">The expected number of elements.</param>
    /// <exception cref="BadInputException">The file cannot be read, has no such variable, or the variable has another size or elements that are not finite.</exception>
    public static IReadOnlyList<double> Numbers(string path, string name, int count)
    {
        var numbers = Variable(path, name).Numbers ?? throw new BadInputException(path, $"its variable {name} is not an array of numbers");
        return numbers.Length != count ? throw new BadInputException(path, $"its variable {name} has {numbers.Length} numbers, not {count}")
            : numbers.All(double.IsFinite) ? numbers
            : throw new BadInputException(path, $"its variable {name} has numbers that are not finite");
    }

    private static MatArray Variable(string path, string name) =>
        MatFile.Read(path).TryGetValue(name, out var variable) ? variable : throw new BadInputException(path, $"has no variable {name}");
}

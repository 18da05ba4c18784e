using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Single variables of MATLAB files.</summary>
internal static class MatVariables
{
    /// <summary>The texts of a cell array.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or has no such variable.</exception>
    public static IReadOnlyList<string> Texts(string path, string name)
    {
        var cells = Variable(path, name).Cells ?? throw new BadInputException(path, $"its variable {name} is no cell array");
        return [.. cells.Select(cell => cell.Text?.Trim() ?? throw new BadInputException(path, $"its variable {name} has cells that are no texts"))];
    }

    /// <summary>The numbers of an array, column by column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The variable.</param>
    /// <param name="count">How many there must be.</param>
    /// <exception cref="BadInputException">The file cannot be read, has no such variable, or another number of finite numbers.</exception>
    public static IReadOnlyList<double> Numbers(string path, string name, int count)
    {
        var numbers = Variable(path, name).Numbers ?? throw new BadInputException(path, $"its variable {name} is no array of numbers");
        return numbers.Length != count ? throw new BadInputException(path, $"its variable {name} has {numbers.Length} numbers, not {count}")
            : numbers.All(double.IsFinite) ? numbers
            : throw new BadInputException(path, $"its variable {name} has numbers that are not finite");
    }

    private static MatArray Variable(string path, string name) =>
        MatFile.Read(path).TryGetValue(name, out var variable) ? variable : throw new BadInputException(path, $"has no variable {name}");
}

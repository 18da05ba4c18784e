using IqaSharp.Core;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Training.Recipes;

/// <summary>The model and weight files that recipes name.</summary>
internal static class RecipeModels
{
    /// <summary>A file beside the recipe, or that of an installed model.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static string Find(string recipeFile, string file) => FindIfThere(recipeFile, file)
        ?? throw (ModelStore.IsName(file) && Path.GetExtension(file).Length == 0 ? ModelStore.Default.Missing(file) : new BadInputException(Beside(recipeFile, file), "there is no such file; paths are relative to the recipe"));

    /// <summary>The same; null where there is none.</summary>
    public static string? FindIfThere(string recipeFile, string file) => File.Exists(Beside(recipeFile, file)) ? Beside(recipeFile, file) : ModelStore.Default.InstalledFile(file);

    private static string Beside(string recipeFile, string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipeFile))!, file);
}

namespace IqaSharp.Models.Catalogue;

/// <summary>A model file in one of the folders that are searched.</summary>
/// <param name="Name">The name it is loaded by: the file's.</param>
/// <param name="Path">The file.</param>
/// <param name="Card">What is known of it; null if the file cannot be used.</param>
/// <param name="Error">Why the file cannot be used; null if it can.</param>
public sealed record InstalledModel(string Name, string Path, ModelCard? Card, string? Error);

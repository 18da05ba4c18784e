namespace IqaSharp.Models.Catalogue;

/// <summary>A model file that lies where models are looked for.</summary>
/// <param name="Name">What it is loaded by: the file's name.</param>
/// <param name="Path">The file.</param>
/// <param name="Card">What is known of it; null if the file cannot be used.</param>
/// <param name="Error">Why the file cannot be used; null if it can.</param>
public sealed record InstalledModel(string Name, string Path, ModelCard? Card, string? Error);

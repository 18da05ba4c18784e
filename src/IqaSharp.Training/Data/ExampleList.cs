namespace IqaSharp.Training.Data;

/// <summary>A photograph and images made from it.</summary>
/// <param name="Photograph">The photograph's name; all of its lists are held out together.</param>
/// <param name="Examples">The pristine photograph first.</param>
internal sealed record ExampleList(string Photograph, IReadOnlyList<Example> Examples);

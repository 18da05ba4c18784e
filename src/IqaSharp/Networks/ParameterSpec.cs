namespace IqaSharp.Networks;

/// <summary>A parameter of a network.</summary>
/// <param name="Path">Its full name, such as <c>block1.conv1.weight</c>.</param>
/// <param name="Shape">Outermost dimension first.</param>
/// <param name="Init">How it is initialised when trained from scratch.</param>
public sealed record ParameterSpec(string Path, int[] Shape, Init Init);

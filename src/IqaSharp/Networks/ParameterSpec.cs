namespace IqaSharp.Networks;

/// <summary>A parameter that a network asks for.</summary>
/// <param name="Path">Its full name, such as <c>block1.conv1.weight</c>.</param>
/// <param name="Shape">Outermost dimension first.</param>
/// <param name="Init">How it starts when trained from scratch.</param>
public sealed record ParameterSpec(string Path, int[] Shape, Init Init);

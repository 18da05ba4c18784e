namespace IqaSharp.Networks;

/// <summary>The operators and named parameters that a network is defined with.
/// A layer that takes <see cref="IOperators{T}"/> alone has no parameters.</summary>
/// <typeparam name="T">The tensor handle.</typeparam>
public interface INet<T> : IOperators<T>
    where T : class
{
    /// <summary>The same engine in a scope: names below it begin with <c>scope.</c></summary>
    INet<T> In(string scope);

    /// <summary>A parameter: <c>net.In("block1").Parameter("weight", …)</c> is <c>block1.weight</c>.</summary>
    T Parameter(string name, int[] shape, Init init);

    /// <summary>Gives a value the name of this scope, by which tests and visualisations look it up.</summary>
    T Named(T x);
}

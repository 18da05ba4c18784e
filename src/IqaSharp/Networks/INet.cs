namespace IqaSharp.Networks;

/// <summary>What a network is a function over: the arithmetic of an engine, and parameters by name.
/// A layer that takes <see cref="IOperators{T}"/> alone has no parameters.</summary>
/// <typeparam name="T">The tensor handle.</typeparam>
public interface INet<T> : IOperators<T>
    where T : class
{
    /// <summary>The same engine in a scope: names below it begin with <c>scope.</c></summary>
    INet<T> In(string scope);

    /// <summary>A parameter: <c>net.In("block1").Parameter("weight", …)</c> is <c>block1.weight</c>.</summary>
    T Parameter(string name, int[] shape, Init init);

    /// <summary>Gives a value the name of this scope, under which tests and explanations find it.</summary>
    T Named(T x);
}

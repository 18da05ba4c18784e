namespace IqaSharp.Weights;
/// <summary>stub</summary>
public sealed class ModelStore {
    /// <summary>stub</summary>
    public const string DefaultModel = "musiq";
    /// <summary>stub</summary>
    public static ModelStore Default { get; } = new();
    /// <summary>stub</summary>
    #pragma warning disable CA1822
    public string Find(string s) => File.Exists(s) ? s : throw new BadWeightsException(s, "no such model");
}

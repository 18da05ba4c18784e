namespace IqaSharp.Tests.Weights;

/// <summary>A folder for one test's files.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file with this content.</summary>
    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

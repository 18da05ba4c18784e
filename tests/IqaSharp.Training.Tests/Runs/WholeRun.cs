using IqaSharp.Tests;

namespace IqaSharp.Training.Tests.Runs;

/// <summary>One uninterrupted run, which others are compared with.</summary>
public sealed class WholeRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WholeRun() => Log = TinyRun.Run(Folder, new SilentView(), TimeSpan.FromDays(1));

    /// <summary>The rows of its log.</summary>
    public IReadOnlyList<string> Log { get; }

    public string Folder => _folder["whole"];

    public void Dispose() => _folder.Dispose();
}

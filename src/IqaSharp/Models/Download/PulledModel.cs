namespace IqaSharp.Models.Download;

/// <summary>What a pull came to.</summary>
/// <param name="Name">What the model is loaded by.</param>
/// <param name="Path">The model file.</param>
/// <param name="Card">What is known of it.</param>
/// <param name="Download">The checkpoint that was loaded; null if the model was installed already.</param>
public sealed record PulledModel(string Name, string Path, ModelCard Card, DownloadedFile? Download)
{
    /// <summary>The backbone's file that was loaded beside it; null if there is none.</summary>
    public DownloadedFile? Backbone { get; init; }
}

namespace IqaSharp.Training.Maps;

/// <summary>The maps of all images.</summary>
internal interface IMapSource : IDisposable
{
    /// <summary>Number of channels of a map.</summary>
    int Channels { get; }

    /// <summary>Side of a cell, in positions of a map.</summary>
    int CellSide { get; }

    /// <summary>The maps of an image, one for each scale. Called on any thread.</summary>
    IReadOnlyList<ScaleMap> Load(int example);
}

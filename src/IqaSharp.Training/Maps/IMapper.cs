using IqaSharp.Training.Data;

namespace IqaSharp.Training.Maps;

/// <summary>Computes the part of a network's input that training does not change: the output of frozen blocks, or prepared pixels.</summary>
internal interface IMapper : IDisposable
{
    /// <summary>Number of channels of a map.</summary>
    int Channels { get; }

    /// <summary>Side of a cell, in positions of a map.</summary>
    int CellSide { get; }

    /// <summary>The maps of an image, one for each scale. Called on any thread.</summary>
    IReadOnlyList<ScaleMap> Map(Example example);
}

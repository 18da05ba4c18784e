using IqaSharp.Training.Data;

namespace IqaSharp.Training.Trainees;

/// <summary>What the frozen part of a network makes of an image.</summary>
internal interface IMapper : IDisposable
{
    /// <summary>Channels of a map.</summary>
    int Channels { get; }

    /// <summary>How many positions of a map a cell is wide.</summary>
    int CellSide { get; }

    /// <summary>The maps of an image; on any thread.</summary>
    IReadOnlyList<ScaleMap> Map(Example example);
}

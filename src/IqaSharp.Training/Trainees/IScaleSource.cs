namespace IqaSharp.Training.Trainees;

/// <summary>Where the scales of images come from.</summary>
internal interface IScaleSource : IDisposable
{
    /// <summary>Channels of a map.</summary>
    int Channels { get; }

    /// <summary>How wide a cell of 32×32 pixels is in a map.</summary>
    int CellSide { get; }

    /// <summary>The scales of an image; on any thread.</summary>
    IReadOnlyList<ScaleMap> Load(int example);
}

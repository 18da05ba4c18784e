namespace IqaSharp.Imaging.Planes;

/// <summary>Several planes that are disposed of together: channels, or the features that a metric extracts from an image.</summary>
internal sealed class PlaneSet(params Plane[] planes) : IDisposable
{
    public Plane this[int index] => planes[index];

    /// <summary>Maps each plane.</summary>
    public PlaneSet Select(Func<Plane, Plane> make) => new([.. planes.Select(make)]);

    public void Dispose()
    {
        foreach (var plane in planes)
        {
            plane.Dispose();
        }
    }
}

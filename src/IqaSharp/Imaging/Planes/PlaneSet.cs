namespace IqaSharp.Imaging.Planes;

/// <summary>Several planes that belong together and are released together: channels, or what a metric has seen in an image.</summary>
internal sealed class PlaneSet(params Plane[] planes) : IDisposable
{
    public Plane this[int index] => planes[index];

    /// <summary>Others, made one by one.</summary>
    public PlaneSet Select(Func<Plane, Plane> make) => new([.. planes.Select(make)]);

    public void Dispose()
    {
        foreach (var plane in planes)
        {
            plane.Dispose();
        }
    }
}

namespace IqaSharp.Classical;

/// <summary>Several planes that belong together and are released together: channels, or what a metric has seen in an image.</summary>
internal sealed class Planes(params Plane[] planes) : IDisposable
{
    public Plane this[int index] => planes[index];

    /// <summary>Others, made one by one.</summary>
    public Planes Select(Func<Plane, Plane> make) => new([.. planes.Select(make)]);

    public void Dispose()
    {
        foreach (var plane in planes)
        {
            plane.Dispose();
        }
    }
}

namespace IqaSharp.Tests.Conventions;

/// <summary>A line in which a room of the library uses another.</summary>
internal sealed record RoomUse(string Path, int Line, string User, string Used)
{
    /// <summary>Whether the used room stands above the user in the list of layers.</summary>
    public bool IsUpwards => Rooms.LayerOf(Used) < Rooms.LayerOf(User);

    public override string ToString() => $"{Path}:{Line}: {User} uses {Used}, which does not stand above it";
}

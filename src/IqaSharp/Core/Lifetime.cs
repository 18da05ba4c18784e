namespace IqaSharp.Core;

/// <summary>The time in which a resource may be used. It is released when it has been ended and its last use is over, so that no thread loses memory that it works on.</summary>
/// <param name="owner">The type that owns the resource, for <see cref="ObjectDisposedException"/>.</param>
/// <param name="release">Releases the resource, once.</param>
internal sealed class Lifetime(Type owner, Action release)
{
    private readonly Lock _lock = new();
    private int _uses;
    private bool _ended;

    /// <summary>Begins a use.</summary>
    /// <exception cref="ObjectDisposedException">The resource has been disposed of.</exception>
    public Use Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, owner);
            _uses++;
        }

        return new Use(this);
    }

    /// <summary>Refuses further uses. It does not wait for those that are running: the last of them releases the resource.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            if (_uses > 0)
            {
                return;
            }
        }

        release();
    }

    /// <summary>Ends a use.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_uses > 0 || !_ended)
            {
                return;
            }
        }

        release();
    }

    /// <summary>A use that ends when it is disposed of.</summary>
    public readonly struct Use(Lifetime lifetime) : IDisposable
    {
        public void Dispose() => lifetime.Leave();
    }
}

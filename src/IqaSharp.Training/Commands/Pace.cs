namespace IqaSharp.Training.Commands;

/// <summary>How fast something goes, measured from its first report: how long the first piece took is not known, since preparation comes before it.</summary>
/// <param name="now">The time.</param>
internal sealed class Pace(Func<TimeSpan> now)
{
    private string? _what;
    private int _first;
    private int _done;
    private TimeSpan _since;

    /// <param name="what">What is going on; another begins anew.</param>
    /// <param name="done">How many pieces are done.</param>
    /// <returns>The time that a piece takes; null until a second one is done.</returns>
    public TimeSpan? Of(string what, int done)
    {
        if (_what != what || done < _done)
        {
            (_what, _first, _since) = (what, done, now());
        }

        _done = done;
        return done > _first ? (now() - _since) / (done - _first) : null;
    }
}

using IqaSharp.Core;

namespace IqaSharp.Training.Data;

/// <summary>Reads all images before a run begins, so that a bad file does not stop it hours later.</summary>
internal static class ImageCheck
{
    /// <returns>By index, why an image cannot be used.</returns>
    public static IReadOnlyDictionary<int, string> Bad(IReadOnlyList<Example> examples, Action<int> progress)
    {
        var bad = new Dictionary<int, string>();
        var done = 0;
        foreach (var (i, reason) in examples.Select((example, i) => (example, i)).AsParallel().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(e => (e.i, Reason(e.example))))
        {
            if (reason is not null)
            {
                bad.Add(i, reason);
            }

            progress(++done);
        }

        return bad;
    }

    /// <summary>Why an image cannot be used; null where it can.</summary>
    public static string? Reason(Example example)
    {
        try
        {
            example.Load();
            return null;
        }
        catch (BadInputException e)
        {
            return e.Message;
        }
    }
}

namespace IqaSharp.Core;

/// <summary>Work that keeps to its own thread, because the other cores have images of their own: parallel loops in it run in turn, and networks on one thread.</summary>
internal static class SingleThread
{
    [ThreadStatic]
    private static bool s_entered;

    /// <summary>Whether the calling thread does such work.</summary>
    public static bool IsEntered => s_entered;

    /// <summary>Does work on the calling thread alone.</summary>
    public static T Run<T>(Func<T> work)
    {
        var outer = s_entered;
        s_entered = true;
        try
        {
            return work();
        }
        finally
        {
            s_entered = outer;
        }
    }
}

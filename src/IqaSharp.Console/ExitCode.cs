namespace IqaSharp.CommandLine;

/// <summary>The exit codes of the commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Some images failed, or a file could not be used.</summary>
    public const int Failed = 1;

    /// <summary>The command could not start: wrong usage, or no such model.</summary>
    public const int WrongUsage = 2;

    /// <summary>All went well, but a score is beyond the limit that was set.</summary>
    public const int LimitFailed = 3;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;
}

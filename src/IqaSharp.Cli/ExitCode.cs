namespace IqaSharp.Cli;

/// <summary>What the command answers to the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Some images failed, or a file could not be used.</summary>
    public const int Failed = 1;

    /// <summary>The command could not start: wrong usage, or no such model.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
